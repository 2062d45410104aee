package io.ballot.chaos.lab;

import io.ballot.chaos.lab.Machine.Need;
import io.ballot.chaos.rival.RivalMain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system to compare with: three processes of it, in one group, on the same topic. */
public final class Rival implements Subject {

    private static final Map<String, String> TITLES = titles();

    private final String kind;

    /** @param kind one of {@link #kinds()} */
    public Rival(String kind) {
        this.kind = kind;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("consumer-poll", "Consumer, commit per poll");
        titles.put("consumer-second", "Consumer, commit per second");
        titles.put("parallel-unordered", "Parallel Consumer, unordered");
        titles.put("parallel-key", "Parallel Consumer, by key");
        titles.put("spring", "Spring Kafka");
        titles.put("share", "Share group");
        return titles;
    }

    /** By name, with their titles. */
    public static Map<String, String> kinds() {
        return TITLES;
    }

    @Override
    public String title() {
        return TITLES.getOrDefault(kind, kind);
    }

    @Override
    public String group() {
        return kind.equals("share") ? "" : "rival";
    }

    @Override
    public Optional<String> missing(Need need) {
        return switch (need) {
            case FILES -> Optional.of("needs a system that keeps files; " + title() + " keeps none");
            case OLDER -> Optional.of("needs a system whose versions are built here; " + title() + " is not");
            case GROUP ->
                group().isEmpty()
                        ? Optional.of("needs a system that commits offsets; " + title() + " commits none")
                        : Optional.empty();
            case CUTS, FAKE_TIME, MOUNTS -> Optional.empty();
        };
    }

    @Override
    public List<String> command(Lab lab, Host host, String member, Map<String, String> overrides) {
        if (!overrides.isEmpty()) {
            throw new IllegalArgumentException(title() + " takes no settings, but is to be started with " + overrides);
        }
        return Java.command(
                224,
                List.of("-Dlogback.configurationFile=io/ballot/chaos/servers-logback.xml", lab.effectsOption()),
                Java.propertyOrThrow("ballot.chaos.rivals"),
                RivalMain.class.getName(),
                List.of(kind, lab.brokers().bootstrap(), Ballot.QUEUE, "rival", member));
    }

    @Override
    public boolean isReady(String line) {
        return line.equals("READY");
    }

    /** Nobody leads: what is aimed at a leader strikes the first. */
    @Override
    public Optional<String> leader(Lab lab) {
        return lab.members().alive().stream().map(Member::name).findFirst();
    }

    /** Whoever has its share works, which the effects show. */
    @Override
    public boolean isWhole(Lab lab) {
        return true;
    }

    @Override
    public long leaseMs() {
        return 0;
    }
}

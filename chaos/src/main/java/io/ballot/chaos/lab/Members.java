package io.ballot.chaos.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of the system under test, by name. One that is started again has its host and its data. */
public final class Members {

    /** Twenty times what it takes on a quiet machine. */
    static final long START_MS = 300_000;

    private final Lab lab;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> overrides = new HashMap<>();
    private final Map<String, Map<String, String>> environments = new HashMap<>();

    Members(Lab lab) {
        this.lab = lab;
    }

    void place(String name, Host host) {
        hosts.put(name, host);
    }

    /** Starts it, or starts it again; returns at once. */
    public Member launch(String name) throws IOException {
        Host host = hostOf(name);
        List<String> command =
                lab.subject().command(lab, host, name, Map.copyOf(overrides.getOrDefault(name, Map.of())));
        Map<String, String> environment = environments.getOrDefault(name, Map.of());
        Path log = lab.directory().resolve("logs").resolve(name + ".log");
        Child child = Child.start(host, name, command, environment, log, lab.subject()::isReady);
        Member member = new Member(name, host, child, lab.store());
        members.put(name, member);
        return member;
    }

    /**
     * How its next lives are started. What was changed before stays: a node that had its files moved keeps them there when
     * its clock is changed.
     *
     * @param settings over its usual ones, by the subject's own keys
     * @param environment added to that of the process
     */
    public void change(String name, Map<String, String> settings, Map<String, String> environment) {
        overrides.computeIfAbsent(name, first -> new HashMap<>()).putAll(settings);
        environments.computeIfAbsent(name, first -> new HashMap<>()).putAll(environment);
    }

    /** Its next lives are started without a setting of an earlier change. */
    public void unset(String name, String setting) {
        overrides.computeIfAbsent(name, first -> new HashMap<>()).remove(setting);
    }

    /** Starts it and waits until it works. */
    public Member start(String name) throws IOException, InterruptedException {
        Member member = launch(name);
        member.awaitReady(START_MS);
        return member;
    }

    public List<String> names() {
        return List.copyOf(hosts.keySet());
    }

    public Host hostOf(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host for " + name);
        }
        return host;
    }

    public Member get(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member " + name);
        }
        return member;
    }

    /** The latest life of each. */
    public List<Member> all() {
        return List.copyOf(members.values());
    }

    public List<Member> alive() {
        return all().stream().filter(Member::isAlive).toList();
    }

    /** The hosts of all but this one. */
    public List<Host> othersOf(String name) {
        List<Host> others = new ArrayList<>();
        hosts.forEach((other, host) -> {
            if (!other.equals(name)) {
                others.add(host);
            }
        });
        return others;
    }

    /** It left in order and is not to be started again. */
    public void forget(String name) {
        members.remove(name);
    }

    /** Starts whoever does not live, and lets those go on who are stopped. */
    public void heal() throws IOException, InterruptedException {
        for (Member member : all()) {
            if (!member.isAlive()) {
                start(member.name());
            } else if (member.isPaused()) {
                member.resume();
            }
        }
    }

    void killAll() throws InterruptedException {
        for (Member member : all()) {
            member.kill();
        }
    }
}

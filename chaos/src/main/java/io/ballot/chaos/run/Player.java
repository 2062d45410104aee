package io.ballot.chaos.run;

import io.ballot.chaos.fault.Catalog;
import io.ballot.chaos.fault.Fault;
import io.ballot.chaos.lab.Ballot;
import io.ballot.chaos.lab.Lab;
import io.ballot.chaos.lab.Machine;
import io.ballot.chaos.lab.Rival;
import io.ballot.chaos.lab.Shape;
import io.ballot.chaos.lab.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays what the options ask for, one laboratory after the other: faults that need the same share one. */
final class Player {

    private final Options options;
    private final Machine machine;
    private final Path directory;
    private final Narrator narrator;
    private final AtomicReference<@Nullable Lab> running = new AtomicReference<>();
    private int labs;

    Player(Options options, Machine machine, Path directory, Narrator narrator) {
        this.options = options;
        this.machine = machine;
        this.directory = directory;
        this.narrator = narrator;
    }

    Report play() throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Row> notRun = new ArrayList<>();
        for (String name : options.subjects()) {
            Subject subject = subject(name);
            List<Fault> possible = new ArrayList<>();
            for (Fault fault : asked()) {
                Optional<String> missing = missing(fault, subject);
                missing.ifPresent(why -> notRun.add(Row.notRun(subject.title(), fault.name(), why)));
                if (missing.isEmpty()) {
                    possible.add(fault);
                }
            }
            if (options.isMixed() && !possible.isEmpty()) {
                outcomes.add(play(subject, Shape.FULL, mixed(possible)));
            } else {
                Map<Shape, List<Fault>> byShape = possible.stream()
                        .collect(Collectors.groupingBy(Fault::shape, LinkedHashMap::new, Collectors.toList()));
                for (Map.Entry<Shape, List<Fault>> group : byShape.entrySet()) {
                    outcomes.add(play(subject, group.getKey(), rounds(group.getValue())));
                }
            }
        }
        return new Report(options.seed(), outcomes, notRun);
    }

    private List<Fault> asked() {
        return options.faults().isEmpty()
                ? Catalog.all()
                : options.faults().stream()
                        .map(name -> Catalog.find(name).orElseThrow())
                        .toList();
    }

    /** What the machine or the system lacks for the fault: struck nevertheless, it would strike nothing and look harmless. */
    private Optional<String> missing(Fault fault, Subject subject) {
        return fault.needs().stream()
                .flatMap(need -> Stream.of(machine.missing(need), subject.missing(need)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Subject subject(String name) {
        if (name.equals("ballot")) {
            return new Ballot(options.settings());
        }
        if (Rival.kinds().containsKey(name)) {
            return new Rival(name);
        }
        throw new IllegalArgumentException("there is no system " + name + "; --list shows all");
    }

    private Iterator<Fault> rounds(List<Fault> faults) {
        return faults.stream()
                .flatMap(fault -> Collections.nCopies(options.rounds(), fault).stream())
                .iterator();
    }

    /** Each in turn, in an order drawn anew, until the time is up. */
    private Iterator<Fault> mixed(List<Fault> faults) {
        Double minutes = options.maybeMinutes();
        long endNs = System.nanoTime() + (long) ((minutes == null ? 0 : minutes) * TimeUnit.MINUTES.toNanos(1));
        Random random = new Random(options.seed());
        List<Fault> deck = new ArrayList<>();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return System.nanoTime() < endNs;
            }

            @Override
            public Fault next() {
                if (deck.isEmpty()) {
                    deck.addAll(faults);
                    Collections.shuffle(deck, random);
                }
                return deck.remove(deck.size() - 1);
            }
        };
    }

    private Outcome play(Subject subject, Shape shape, Iterator<Fault> faults)
            throws IOException, InterruptedException {
        try (Lab lab = new Lab(directory.resolve("lab" + ++labs), machine, shape, subject)) {
            running.set(lab);
            return new Run(lab, narrator, options.seed()).play(faults, shape.members());
        } finally {
            running.set(null);
        }
    }

    /** Ends whatever runs now, from a shutdown hook. */
    void abandon() throws IOException, InterruptedException {
        Lab lab = running.get();
        if (lab != null) {
            lab.close();
        }
    }
}

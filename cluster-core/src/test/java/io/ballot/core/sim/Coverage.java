package io.ballot.core.sim;

import io.ballot.core.Arrows;
import io.ballot.core.Command;
import io.ballot.protocol.DoubtCause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each fault and each reason for a doubt occurred, over one run or many. */
final class Coverage {

    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private final Map<DoubtCause, Long> doubts = new EnumMap<>(DoubtCause.class);
    private final Map<String, Map<String, Long>> arrows = new TreeMap<>();
    /** Notes above INFO, by their kind: the branches in which the machines say that something went wrong. */
    private final Map<String, Long> warnings = new TreeMap<>();

    private final Map<String, Long> others = new TreeMap<>();

    void hit(FaultKind kind) {
        faults.merge(kind, 1L, Long::sum);
    }

    void hit(DoubtCause cause) {
        doubts.merge(cause, 1L, Long::sum);
    }

    void hit(Command.Note note) {
        if (note.level() != Command.Level.INFO) {
            warnings.merge(note.kind(), 1L, Long::sum);
        }
    }

    Set<String> warnings() {
        return warnings.keySet();
    }

    void add(Arrows<?> machine) {
        Map<String, Long> sums = arrows.computeIfAbsent(machine.name(), name -> new LinkedHashMap<>());
        machine.forEach((arrow, times) -> sums.merge(arrow, times, Long::sum));
    }

    /** Legal moves that nothing has made, each with its machine's name before it. */
    List<String> untakenArrows() {
        List<String> untaken = new ArrayList<>();
        arrows.forEach((machine, sums) -> sums.forEach((arrow, times) -> {
            if (times == 0) {
                untaken.add(machine + ": " + arrow);
            }
        }));
        return untaken;
    }

    void count(String what, long times) {
        others.merge(what, times, Long::sum);
    }

    long of(FaultKind kind) {
        return faults.getOrDefault(kind, 0L);
    }

    long of(DoubtCause cause) {
        return doubts.getOrDefault(cause, 0L);
    }

    synchronized void add(Coverage other) {
        other.faults.forEach((kind, times) -> faults.merge(kind, times, Long::sum));
        other.doubts.forEach((cause, times) -> doubts.merge(cause, times, Long::sum));
        other.arrows.forEach((machine, counts) -> {
            Map<String, Long> sums = arrows.computeIfAbsent(machine, name -> new LinkedHashMap<>());
            counts.forEach((arrow, times) -> sums.merge(arrow, times, Long::sum));
        });
        other.warnings.forEach((kind, times) -> warnings.merge(kind, times, Long::sum));
        other.others.forEach((what, times) -> others.merge(what, times, Long::sum));
    }

    @Override
    public String toString() {
        return "faults " + faults + "\ndoubts " + doubts + "\narrows " + arrows + "\nwarnings " + warnings + "\n"
                + others;
    }
}

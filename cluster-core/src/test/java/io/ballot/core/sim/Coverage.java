package io.ballot.core.sim;

import io.ballot.protocol.DoubtCause;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault and each reason for a doubt occurred, over one run or many. */
final class Coverage {

    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private final Map<DoubtCause, Long> doubts = new EnumMap<>(DoubtCause.class);
    private final Map<String, Long> others = new TreeMap<>();

    void hit(FaultKind kind) {
        faults.merge(kind, 1L, Long::sum);
    }

    void hit(DoubtCause cause) {
        doubts.merge(cause, 1L, Long::sum);
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
        other.others.forEach((what, times) -> others.merge(what, times, Long::sum));
    }

    @Override
    public String toString() {
        return "faults " + faults + "\ndoubts " + doubts + "\n" + others;
    }
}

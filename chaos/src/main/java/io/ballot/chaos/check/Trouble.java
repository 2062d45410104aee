package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was done to processes and nodes, as the effect log has it. */
final class Trouble {

    private static final long STILL = Long.MAX_VALUE;

    private final Map<Long, Long> diedMs = new HashMap<>();
    private final Map<Long, List<long[]>> pauses = new HashMap<>();
    private final Map<String, Long> cutMs = new HashMap<>();
    private long firstMs = STILL;

    static Trouble of(List<Effect> effects) {
        Trouble trouble = new Trouble();
        effects.forEach(trouble::note);
        return trouble;
    }

    private void note(Effect effect) {
        long timeMs = effect.timeMs();
        switch (effect.kind()) {
            case DIED -> diedMs.putIfAbsent(effect.pid(), timeMs);
            case PAUSED ->
                pauses.computeIfAbsent(effect.pid(), pid -> new ArrayList<>()).add(new long[] {timeMs, STILL});
            case RESUMED ->
                pauses.getOrDefault(effect.pid(), List.of()).stream()
                        .filter(pause -> pause[1] == STILL)
                        .forEach(pause -> pause[1] = timeMs);
            case CUT -> cutMs.putIfAbsent(effect.node(), timeMs);
            default -> {
                return;
            }
        }
        boolean inOrder = effect.kind() == Kind.DIED && effect.detail().equals("exit-143");
        firstMs = inOrder ? firstMs : Math.min(firstMs, timeMs);
    }

    /** Whether anything was done to any process before. */
    boolean anyBefore(long timeMs) {
        return firstMs < timeMs;
    }

    /** Whether something that can leave a doubt befell the process, or the network of its node, before. */
    boolean befell(Effect start, long beforeMs) {
        return diedMs.getOrDefault(start.pid(), STILL) <= beforeMs
                || cutMs.getOrDefault(start.node(), STILL) <= beforeMs
                || pauses.getOrDefault(start.pid(), List.of()).stream().anyMatch(pause -> pause[0] <= beforeMs);
    }

    /** Whether the process had been stopped for {@code forMs} at least when it did something at a moment. */
    boolean wasFrozen(long pid, long forMs, long atMs) {
        return pauses.getOrDefault(pid, List.of()).stream()
                .anyMatch(pause -> pause[0] <= atMs && (pause[1] == STILL || pause[1] - pause[0] >= forMs));
    }
}

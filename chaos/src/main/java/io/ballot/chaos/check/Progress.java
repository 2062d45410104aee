package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the work went on through one fault, as the effects tell.
 *
 * @param fault its name
 * @param fromMs when it struck
 * @param overMs when it was taken back
 * @param toMs when the next one struck, or the run ended
 * @param gapMs the longest time without an effect, from when it struck
 * @param maybeNewReignMs from when it struck until the first execution under a grant of a later epoch; absent without one
 * @param victims nodes it was done to
 * @param maybeElsewhereMs from when it struck until somebody else first executed a new task of a partition that had been
 *     worked on by a victim; absent without one
 * @param beforePerSecond effects a second in the ten seconds before it struck
 * @param duringPerSecond effects a second from when it struck until it was taken back
 */
public record Progress(
        String fault,
        long fromMs,
        long overMs,
        long toMs,
        long gapMs,
        @Nullable Long maybeNewReignMs,
        Set<String> victims,
        @Nullable Long maybeElsewhereMs,
        double beforePerSecond,
        double duringPerSecond) {

    private static final long BEFORE_MS = 10_000;

    /** Of each fault in the log, in order. */
    public static List<Progress> of(List<Effect> effects) {
        List<Progress> all = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        for (int line = 0; line < effects.size(); line++) {
            if (effects.get(line).kind() == Kind.FAULT) {
                begins.add(line);
            }
        }
        for (int fault = 0; fault < begins.size(); fault++) {
            int to = fault + 1 < begins.size() ? begins.get(fault + 1) : effects.size();
            all.add(new Window(effects.subList(0, begins.get(fault)), effects.subList(begins.get(fault), to))
                    .progress());
        }
        return all;
    }

    /** @param during from the line that names the fault on */
    private record Window(List<Effect> before, List<Effect> during) {

        Progress progress() {
            Effect fault = during.get(0);
            Set<String> victims = new HashSet<>();
            long overMs = fault.timeMs();
            for (Effect effect : during) {
                if (effect.kind() == Kind.OVER) {
                    overMs = effect.timeMs();
                    break;
                }
                boolean hit = effect.kind() == Kind.DIED || effect.kind() == Kind.PAUSED || effect.kind() == Kind.CUT;
                if (hit) {
                    victims.add(effect.node());
                }
            }
            long toMs = during.get(during.size() - 1).timeMs();
            return new Progress(
                    fault.detail(),
                    fault.timeMs(),
                    overMs,
                    toMs,
                    gapMs(),
                    newReignMs(),
                    victims,
                    elsewhereMs(victims),
                    perSecond(before, fault.timeMs() - BEFORE_MS, fault.timeMs()),
                    perSecond(during, fault.timeMs(), overMs));
        }

        private static double perSecond(List<Effect> effects, long fromMs, long toMs) {
            long ends = effects.stream()
                    .filter(effect -> effect.kind() == Kind.END && effect.timeMs() >= fromMs && effect.timeMs() < toMs)
                    .count();
            return toMs > fromMs ? ends * 1_000.0 / (toMs - fromMs) : 0;
        }

        private long gapMs() {
            long lastMs = during.get(0).timeMs();
            long gapMs = 0;
            for (Effect effect : during) {
                if (effect.kind() == Kind.END) {
                    gapMs = Math.max(gapMs, effect.timeMs() - lastMs);
                    lastMs = effect.timeMs();
                }
            }
            return gapMs;
        }

        private @Nullable Long newReignMs() {
            long epoch = before.stream().mapToLong(Effect::epoch).max().orElse(0);
            for (Effect effect : during) {
                if (effect.kind() == Kind.START && effect.epoch() > epoch) {
                    return effect.timeMs() - during.get(0).timeMs();
                }
            }
            return null;
        }

        private @Nullable Long elsewhereMs(Set<String> victims) {
            Set<String> partitions = new HashSet<>();
            Set<String> begun = new HashSet<>();
            before.stream().filter(effect -> effect.kind() == Kind.START).forEach(effect -> {
                begun.add(effect.task());
                if (victims.contains(effect.node())) {
                    partitions.add(partitionOf(effect));
                } else {
                    partitions.remove(partitionOf(effect));
                }
            });
            for (Effect effect : during) {
                if (effect.kind() == Kind.START
                        && !victims.contains(effect.node())
                        && partitions.contains(partitionOf(effect))
                        && !begun.contains(effect.task())) {
                    return effect.timeMs() - during.get(0).timeMs();
                }
            }
            return null;
        }

        private static String partitionOf(Effect effect) {
            return effect.detail().split("/")[0];
        }
    }
}

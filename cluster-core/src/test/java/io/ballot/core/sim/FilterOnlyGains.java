package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.member.Role;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Message;
import io.ballot.protocol.SnapshotPart;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I13: between rotations no operation clears a bit of the filter; a rotation lets go the older of two generations, no more.
 *
 * <p>Word by word, at every change of role or generation and everything that joins, and now and then besides: bits that are
 * gone stay gone, so a later look sees an earlier loss.
 */
final class FilterOnlyGains extends Invariant {

    private static final int EVENTS_BETWEEN = 100;

    /** @param generations words of each, by number */
    record Image(int number, Role role, Map<Integer, long[]> generations) {

        static Image of(NodeMachine machine) {
            Registry registry = machine.registry();
            Map<Integer, long[]> generations = new HashMap<>();
            for (SnapshotPart part : registry.given()) {
                if (part instanceof SnapshotPart.FilterBits bits) {
                    generations.merge(bits.generation(), spread(bits), Image::or);
                }
            }
            return new Image(registry.currentGeneration(), machine.role(), generations);
        }

        private static long[] spread(SnapshotPart.FilterBits bits) {
            int[] positions = bits.positions();
            long[] words = new long[positions.length == 0 ? 0 : positions[positions.length - 1] + 1];
            for (int i = 0; i < positions.length; i++) {
                words[positions[i]] = bits.words()[i];
            }
            return words;
        }

        private static long[] or(long[] a, long[] b) {
            long[] both = Arrays.copyOf(a, Math.max(a.length, b.length));
            for (int i = 0; i < b.length; i++) {
                both[i] |= b[i];
            }
            return both;
        }

        private long[] all() {
            return generations.values().stream().reduce(new long[0], Image::or);
        }

        /** @return the first word with a bit that {@code later} lacks, -1 for none */
        int lostIn(Image later, int rotations) {
            long[] there = later.all();
            long[] here = switch (rotations) {
                case 0 -> all();
                case 1 -> generations.getOrDefault(number, new long[0]);
                default -> new long[0];
            };
            for (int i = 0; i < here.length; i++) {
                if ((here[i] & ~(i < there.length ? there[i] : 0)) != 0) {
                    return i;
                }
            }
            return -1;
        }
    }

    private final Map<SimProcess, Image> images = new HashMap<>();
    private int events;

    FilterOnlyGains(SimCluster cluster) {
        super("I13", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (machine == null) {
            return;
        }
        Image last = images.get(process);
        boolean changed = last == null
                || last.number() != machine.registry().currentGeneration()
                || last.role() != machine.role();
        if (changed || joins(event) || ++events % EVENTS_BETWEEN == 0) {
            Image now = Image.of(machine);
            images.put(process, now);
            if (last != null) {
                compare(process, last, now, rotates(event, last, now));
            }
        }
    }

    void compare(SimProcess process, Image last, Image now, boolean rotates) {
        int rotations = rotates ? now.number() - last.number() : 0;
        cluster.coverage.count(rotates ? "filters compared over a rotation" : "filters compared", 1);
        int lost = last.lostIn(now, rotations);
        if (lost >= 0) {
            throw broken(process + " has lost bits of word " + lost + " of its filter; " + last.role()
                    + " with generation " + last.number() + " before, " + now.role() + " with " + now.number()
                    + " now");
        }
    }

    private static boolean joins(@Nullable Event event) {
        if (!(event instanceof Event.Received received)) {
            return false;
        }
        Message message = received.envelope().message();
        return (message instanceof Message.Snapshot snapshot && snapshot.part() instanceof SnapshotPart.End)
                || (message instanceof Message.Replicate replicate
                        && replicate.entries().stream().anyMatch(Entry.Bits.class::isInstance));
    }

    /** Only an entry rotates: a follower takes it, a leader makes it at the end of a step. All else takes over a number. */
    private static boolean rotates(@Nullable Event event, Image last, Image now) {
        boolean entry =
                event instanceof Event.Received received && received.envelope().message() instanceof Message.Replicate;
        boolean own = event == null && last.role() == Role.LEADER && now.role() == Role.LEADER;
        return now.number() > last.number() && (entry || own);
    }
}

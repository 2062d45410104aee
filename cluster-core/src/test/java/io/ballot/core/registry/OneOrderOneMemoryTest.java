package io.ballot.core.registry;

import static io.ballot.core.registry.Given.ANNA;
import static io.ballot.core.registry.Given.BERT;
import static io.ballot.core.registry.Given.P0;
import static io.ballot.core.registry.Given.change;
import static io.ballot.core.registry.Given.executed;
import static io.ballot.core.registry.Given.grants;
import static io.ballot.core.registry.Given.knows;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who takes a leader's memory and applies what comes after it has the same memory from then on, whatever it knew before:
 * entries, outcomes in the order in which they will go, bits. The ring of outcomes is so small that it is full all the time.
 */
@Tag("E2")
@Tag("V6")
final class OneOrderOneMemoryTest {

    private static final int STEPS = 600;
    /** Full nearly all the time; and full only later. */
    private static final int[] RECENTS = {8, 60};

    private static Registry registry(long seed) {
        return new Registry(Given.SHAPE, RECENTS[(int) seed % RECENTS.length]);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void ofWhoKnewNothing(long seed) {
        RandomEntries entries = RandomEntries.orderly(seed);
        Registry leader = registry(seed);
        Registry joiner = registry(seed);
        for (int step = 0; step < STEPS; step++) {
            if (step % 50 == 0) {
                joiner = registry(seed);
                join(leader, joiner);
            }
            applyToBoth(entries.next(), leader, joiner);
        }
    }

    /** It has missed some entries, and has some that the leader lacks, which it gives first. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void ofWhoStoodElsewhere(long seed) {
        RandomEntries entries = RandomEntries.orderly(seed);
        RandomEntries others = new RandomEntries(-seed);
        Registry leader = registry(seed);
        Registry joiner = registry(seed);
        for (int step = 0; step < STEPS; step++) {
            int inTurn = step % 50;
            if (inTurn == 0) {
                join(leader, joiner);
            }
            Entry entry = entries.next();
            if (inTurn < 30) {
                applyToBoth(entry, leader, joiner);
            } else {
                leader.apply(entry);
                if (inTurn < 35) {
                    joiner.apply(others.next());
                }
            }
        }
    }

    /** Each stands at another place of one order; one of them gathers. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Tag("E3")
    void ofThoseOfWhomOneGathers(long seed) {
        RandomEntries entries = RandomEntries.orderly(seed);
        List<Registry> members = List.of(registry(seed), registry(seed), registry(seed));
        for (int step = 0; step < STEPS; step++) {
            if (step % 50 == 0) {
                gather(members.get((int) ((seed / 2 + step / 50) % 3)), members, RECENTS[(int) seed % RECENTS.length]);
            }
            Entry entry = entries.next();
            for (int i = 0; i < (step % 50 < 35 ? 3 : 50 - step % 50 < 8 ? 1 : 2); i++) {
                members.get(i).apply(entry);
            }
            if (step % 50 < 35) {
                assertAlike(members.get(1), members.get(0));
                assertAlike(members.get(2), members.get(0));
            }
        }
    }

    /** Of two overlapping claims the joiner has only what is left of them. */
    @Test
    void overARotationToo() {
        Registry leader = new Registry(Given.SHAPE, 2);
        Registry joiner = new Registry(Given.SHAPE, 2);
        leader.apply(grants(ANNA, P0, 0, 1, 1, 2, 3, 4));
        leader.apply(change(1, 1, TaskState.RELEASED));
        leader.apply(change(2, 2, TaskState.RELEASED));
        leader.apply(grants(BERT, P0, 0, 11, 1, 2));
        for (long[] task : new long[][] {{1, 11}, {2, 12}, {3, 3}, {4, 4}}) {
            leader.apply(executed(task[0], task[1], Outcome.SUCCESS));
        }
        joiner.replaceWith(leader.snapshot());

        for (Entry entry : List.of(new Entry.Committed(P0, 4), new Entry.Rotate(1), new Entry.Rotate(2))) {
            applyToBoth(entry, leader, joiner);
        }

        for (int number = 1; number <= 4; number++) {
            assertThat(knows(joiner, number)).isEqualTo(knows(leader, number)).isEqualTo(number > 2);
        }
    }

    private static void join(Registry leader, Registry joiner) {
        leader.entriesToJoin(joiner.given()).forEach(leader::apply);
        joiner.replaceWith(leader.snapshot());
        assertAlike(joiner, leader);
    }

    private static void gather(Registry leader, List<Registry> members, int recentsMax) {
        GatheredState state = new GatheredState(Given.SHAPE, recentsMax);
        state.addMember(leader.snapshot());
        members.stream().filter(member -> member != leader).forEach(member -> state.addMember(member.snapshot()));
        leader.replaceWith(state.result().snapshot());
        members.stream().filter(member -> member != leader).forEach(member -> member.replaceWith(leader.snapshot()));
    }

    private static void applyToBoth(Entry entry, Registry leader, Registry joiner) {
        leader.apply(entry);
        joiner.apply(entry);
        assertAlike(joiner, leader);
    }

    private static void assertAlike(Registry one, Registry other) {
        assertThat(recents(one)).isEqualTo(recents(other));
        assertThat(entries(one)).isEqualTo(entries(other));
        assertThat(bits(one)).isEqualTo(bits(other));
    }

    private static TreeMap<Id128, String> entries(Registry registry) {
        TreeMap<Id128, String> entries = new TreeMap<>();
        registry.forEachEntry(slot -> entries.put(
                new Id128(registry.idHi(slot), registry.idLo(slot)),
                registry.holder(slot) + " " + registry.claimNo(slot) + " " + registry.partition(slot) + "/"
                        + registry.offset(slot) + " " + registry.token(slot) + " " + registry.attempt(slot) + " "
                        + registry.state(slot) + " " + registry.outcome(slot)));
        return entries;
    }

    private static List<Id128> recents(Registry registry) {
        List<Id128> ids = new ArrayList<>();
        registry.recents.forEach((hi, lo, outcome) -> ids.add(new Id128(hi, lo)));
        return ids;
    }

    private static TreeMap<String, Long> bits(Registry registry) {
        TreeMap<String, Long> words = new TreeMap<>();
        for (SnapshotPart part : registry.snapshot()) {
            if (part instanceof SnapshotPart.FilterBits bits) {
                for (int i = 0; i < bits.words().length; i++) {
                    words.put(bits.generation() + "/" + bits.positions()[i], bits.words()[i]);
                }
            }
        }
        return words;
    }
}

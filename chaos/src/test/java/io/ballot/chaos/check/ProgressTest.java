package io.ballot.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.effect.Effect.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long nothing happened, and how soon another node went on: figures that the table rests on. */
class ProgressTest {

    private static final long REIGN = 1L << 40;

    @Test
    void theGapIsTheLongestTimeWithoutAnEffectAfterTheFault() {
        Log log = new Log()
                .execute("a", 1, REIGN, 0)
                .passes(60_000)
                .fault("kill")
                .execute("b", 1, REIGN + 1, 1)
                .node(Kind.DIED, 1)
                .passes(5_000)
                .execute("c", 2, 2 * REIGN, 2)
                .over("kill");

        Progress progress = Progress.of(log.effects()).get(0);

        assertThat(progress.gapMs()).isBetween(5_000L, 5_010L);
        assertThat(progress.maybeNewReignMs()).isBetween(5_000L, 5_010L);
        assertThat(progress.victims()).containsExactly("n1");
        assertThat(progress.maybeElsewhereMs()).isBetween(5_000L, 5_010L);
    }

    @Test
    void aTaskThatTheVictimHadBegunIsNoNewOneElsewhere() {
        Log log = new Log()
                .start("a", 1, REIGN, 0)
                .fault("kill")
                .node(Kind.DIED, 1)
                .passes(1_000)
                .start("a", 2, REIGN + 1, 0)
                .passes(2_000)
                .start("b", 2, REIGN + 2, 1)
                .over("kill");

        assertThat(Progress.of(log.effects()).get(0).maybeElsewhereMs()).isBetween(3_000L, 3_010L);
    }

    @Test
    void effectsASecondAreCountedBeforeAndWhileItLasts() {
        Log log = new Log().execute("long before", 1, REIGN, 0).passes(60_000);
        for (int task = 0; task < 20; task++) {
            log.execute("before" + task, 1, REIGN + task, 0);
        }
        log.fault("one")
                .passes(4_000)
                .execute("during", 1, REIGN + 30, 0)
                .over("one")
                .execute("after", 1, REIGN + 31, 0);

        Progress progress = Progress.of(log.effects()).get(0);

        assertThat(progress.beforePerSecond()).isEqualTo(2.0);
        assertThat(progress.duringPerSecond()).isBetween(0.24, 0.25);
    }

    @Test
    void eachFaultHasItsOwnTime() {
        Log log = new Log().fault("one").execute("a", 1, REIGN, 0).fault("two").execute("b", 1, REIGN + 1, 1);

        List<Progress> all = Progress.of(log.effects());

        assertThat(all).extracting(Progress::fault).containsExactly("one", "two");
        assertThat(all.get(1).maybeNewReignMs()).isNull();
    }
}

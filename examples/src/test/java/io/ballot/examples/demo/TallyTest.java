package io.ballot.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accounts add up when every task left one effect, and no kind of damage escapes them. */
class TallyTest {

    private static final PutAside NOTHING = new PutAside(List.of(), List.of());

    @TempDir
    Path directory;

    private Webhooks webhooks;

    @BeforeEach
    void readPayloads() throws Exception {
        webhooks = Webhooks.read(Path.of(System.getProperty("basedir", "."), "webhooks.jsonl.gz"));
    }

    /** Everything executed once but for the number given. */
    private void executeAllBut(int left) throws Exception {
        try (LineLog log = LineLog.open(LineLog.effects(directory))) {
            for (int number = 0; number < Plan.TASKS; number++) {
                if (number != left) {
                    log.append(effect(number, webhooks.sha256(number)));
                }
            }
        }
    }

    private void append(String line) throws Exception {
        try (LineLog log = LineLog.open(LineLog.effects(directory))) {
            log.append(line);
        }
    }

    private static String effect(int number, String sha256) {
        return new Effect(Delivery.idOf(number), sha256, 1, "n1").line();
    }

    private Tally tally(long committed, PutAside aside) throws Exception {
        EffectIndex effects = new EffectIndex(directory);
        effects.refresh();
        return Tally.of(Plan.RECORDS, webhooks, effects, committed, aside);
    }

    @Test
    void oneEffectForEveryTaskAddsUp() throws Exception {
        executeAllBut(-1);
        Tally tally = tally(Plan.RECORDS, NOTHING);
        assertThat(tally.executedOnce()).isEqualTo(20_000);
        assertThat(tally.suppressed()).isEqualTo(200);
        assertThat(tally.addsUp()).isTrue();
    }

    @Test
    void aTaskWithoutAnEffectIsLost() throws Exception {
        executeAllBut(17);
        Tally tally = tally(Plan.RECORDS, NOTHING);
        assertThat(tally.lost()).isEqualTo(1);
        assertThat(tally.addsUp()).isFalse();
    }

    @Test
    void aSecondEffectIsARepetition() throws Exception {
        executeAllBut(-1);
        append(effect(5, webhooks.sha256(5)));
        Tally tally = tally(Plan.RECORDS, NOTHING);
        assertThat(tally.repeated()).isEqualTo(1);
        assertThat(tally.executedOnce()).isEqualTo(19_999);
        assertThat(tally.addsUp()).isFalse();
    }

    @Test
    void aParkedTaskIsNotLostButDoesNotAddUpEither() throws Exception {
        executeAllBut(17);
        Tally tally = tally(Plan.RECORDS, new PutAside(List.of(Delivery.idOf(17)), List.of()));
        assertThat(tally.lost()).isZero();
        assertThat(tally.parked()).isEqualTo(1);
        assertThat(tally.suppressed()).isEqualTo(200);
        assertThat(tally.addsUp()).isFalse();
    }

    @Test
    void anEffectOfAnotherPayloadOrOfNoTaskIsFound() throws Exception {
        executeAllBut(17);
        append(effect(17, webhooks.sha256(18)));
        append(effect(Plan.TASKS, webhooks.sha256(0)));
        Tally tally = tally(Plan.RECORDS, NOTHING);
        assertThat(tally.wrong()).isEqualTo(2);
        assertThat(tally.executedOnce()).isEqualTo(19_999);
        assertThat(tally.addsUp()).isFalse();
    }

    @Test
    void aRecordThatIsNotCommittedDoesNotAddUp() throws Exception {
        executeAllBut(-1);
        assertThat(tally(Plan.RECORDS - 1, NOTHING).addsUp()).isFalse();
    }
}

package io.ballot.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Message.EvidenceKind;
import io.ballot.protocol.Message.ReportKind;
import org.junit.jupiter.api.Test;

/**
 * The wire and the journal carry these constants by their place. So a new one goes to the end, and none is ever
 * renamed into another's meaning: here the places stand, as the first version released them. A longer line is a new
 * {@link io.ballot.protocol.wire.ProtocolVersion}, since an older node closes the link at a number that it does not know.
 */
class WireNumbersTest {

    @Test
    void verdicts() {
        assertThat(VerdictKind.values())
                .extracting(Enum::name)
                .containsExactly("GRANT", "GRANT_RUNNING", "BUSY", "BUSY_SELF", "DONE", "DOUBT", "CHECK");
    }

    @Test
    void causesOfDoubts() {
        assertThat(DoubtCause.values())
                .extracting(Enum::name)
                .containsExactly("FILTER", "UNION", "ORPHANED", "HORIZON", "FLOOR", "HINT");
    }

    @Test
    void statesOfTasks() {
        assertThat(TaskState.values())
                .extracting(Enum::name)
                .containsExactly("GRANTED", "RELEASED", "RUNNING", "ORPHANED", "EXECUTED", "COMMITTED");
    }

    @Test
    void outcomes() {
        assertThat(Outcome.values())
                .extracting(Enum::name)
                .containsExactly(
                        "NONE",
                        "SUCCESS",
                        "FAILED",
                        "DEAD_LETTER",
                        "PARKED",
                        "PUT_BACK",
                        "EXPIRED",
                        "DROPPED_BY_CHECK",
                        "DROPPED_BY_PERSON");
    }

    @Test
    void reports() {
        assertThat(ReportKind.values())
                .extracting(Enum::name)
                .containsExactly("MARK", "RELEASED", "STOPPED", "EXECUTED");
    }

    @Test
    void evidenceFromTheWeakestToTheStrongest() {
        assertThat(EvidenceKind.values())
                .extracting(Enum::name)
                .containsExactly("NO", "PREPARING", "RUNNING", "EXECUTED");
    }
}

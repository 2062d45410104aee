package io.ballot.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of moves, printed and compared whole: a change of a rule is a change of this picture. */
final class MovesTest {

    private static final Map<String, Byte> STATES = new LinkedHashMap<>();

    static {
        STATES.put("granted", Moves.pack(TaskState.GRANTED, Outcome.NONE));
        STATES.put("running", Moves.pack(TaskState.RUNNING, Outcome.NONE));
        STATES.put("released", Moves.pack(TaskState.RELEASED, Outcome.NONE));
        STATES.put("orphaned", Moves.pack(TaskState.ORPHANED, Outcome.NONE));
        STATES.put("failed", Moves.pack(TaskState.EXECUTED, Outcome.FAILED));
        STATES.put("left", Moves.pack(TaskState.RELEASED, Outcome.FAILED));
        STATES.put("success", Moves.pack(TaskState.EXECUTED, Outcome.SUCCESS));
        STATES.put("parked", Moves.pack(TaskState.EXECUTED, Outcome.PARKED));
    }

    @Test
    @Tag("V6")
    void statesMoveForwardOnlyAndReleasesOnlyBeforeAFinalOutcome() {
        StringBuilder table = new StringBuilder();
        STATES.forEach((from, packed) -> {
            table.append(from).append(" ->");
            STATES.forEach((to, target) -> table.append(Moves.isLegal(packed, target) ? " " + to : ""));
            table.append('\n');
        });

        assertThat(table).hasToString("""
                granted -> running released orphaned failed left success parked
                running -> released orphaned failed left success parked
                released -> success parked
                orphaned -> failed success parked
                failed -> left success parked
                left -> success parked
                success ->
                parked ->
                """);
    }

    @Test
    @Tag("E3")
    void theLaterOfTwoStatesIsTheSameInEitherOrder() {
        String[] inOrder = {"granted", "running", "released", "orphaned", "failed", "left", "parked", "success"};
        for (int early = 0; early < inOrder.length; early++) {
            for (int late = early; late < inOrder.length; late++) {
                byte one = STATES.get(inOrder[early]);
                byte other = STATES.get(inOrder[late]);
                assertThat(Moves.later(one, other)).isEqualTo(other).isEqualTo(Moves.later(other, one));
            }
        }
    }

    @Test
    void stateAndOutcomeComeBackAsTheyWerePacked() {
        for (TaskState state : TaskState.values()) {
            for (Outcome outcome : Outcome.values()) {
                byte packed = Moves.pack(state, outcome);
                assertThat(packed).isNotNegative();
                assertThat(Moves.state(packed)).isEqualTo(state);
                assertThat(Moves.outcome(packed)).isEqualTo(outcome);
            }
        }
    }
}

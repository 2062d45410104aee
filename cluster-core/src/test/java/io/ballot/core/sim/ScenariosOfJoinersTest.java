package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event.Ending;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who takes the leader's memory anew remembers from then on what the leader does, and forgets what it forgets. */
final class ScenariosOfJoinersTest {

    /** Half of a generation's tasks. */
    private static final int OUTCOMES = 10;

    private final Scenario scenario = Cast.startInOrder(
            Scenario.of(2, 2, QueuePolicy.Check.ASK, new FilterParams(2 * OUTCOMES, 1e-4)), "n1", "n2");

    private final List<Id128> tasks = new ArrayList<>();

    private void runOneByOne(int count) {
        for (int i = 0; i < count; i++) {
            Id128 task = scenario.submit(0);
            tasks.add(task);
            scenario.untilCommitted(0);
            scenario.until(
                    "both have heard of it",
                    () -> scenario.stateAt("n1", task) == null && scenario.stateAt("n2", task) == null);
        }
    }

    private void untilExecuted(List<Id128> ids) {
        scenario.until(
                "their outcomes are on record",
                () -> ids.stream().allMatch(id -> isFinalInLedger("n1", id) && isFinalInLedger("n2", id)));
    }

    private boolean isFinalInLedger(String name, Id128 task) {
        Cast.Held held = Cast.maybeHeld(scenario, name, task);
        return held != null && held.outcome().isFinal();
    }

    private void takeTheMemoryAnew() {
        Cast.part(scenario, "n1", "n2");
        scenario.until("n2 has lost the cluster", () -> scenario.inSync() == 1 && scenario.role("n2") == Role.OBSERVER);
        Cast.join(scenario, "n1", "n2");
        scenario.until("n2 is back", () -> scenario.inSync() == 2 && scenario.role("n2") == Role.FOLLOWER);
    }

    private Outcome recent(String name, Id128 task) {
        return scenario.machine(name).registry().recentOutcome(task.hi(), task.lo());
    }

    /** It had become the oldest there, and was forgotten with the next outcome. */
    @Test
    @Tag("S64")
    @Tag("E2")
    @Tag("V6")
    @Tag("C2")
    void s64_anOutcomeIsNotForgottenSoonerByWhoHadItWhenItTookTheMemoryAnew() {
        scenario.move(0, "n1");
        runOneByOne(OUTCOMES - 1);
        Jam<Command.Commit> commits = scenario.hold(Command.Commit.class, "n1", "*");
        Id128 task = scenario.submit(0);
        untilExecuted(List.of(task));
        takeTheMemoryAnew();
        commits.release();
        runOneByOne(1);
        assertThat(recent("n1", tasks.get(0))).as("there is no room for all").isEqualTo(Outcome.NONE);

        scenario.crash("n1");
        scenario.until("n2 leads", () -> scenario.role("n2") == Role.LEADER);
        scenario.submitAgain(task, 0);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    /** A task that failed is granted anew, so two claims overlap; of one of them its first record is gone. */
    @Test
    @Tag("S64")
    @Tag("E2")
    @Tag("V6")
    void s64_whatACommitTakesOutOfOverlappingClaimsIsForgottenInTheSameOrderByAll() {
        scenario.move(0, "n1");
        runOneByOne(OUTCOMES - 2);
        Jam<Command.Commit> commits = scenario.hold(Command.Commit.class, "n1", "*");
        List<Id128> claimed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            claimed.add(scenario.submit(0));
        }
        scenario.ends(claimed.get(0), Ending.FAILED);
        untilExecuted(claimed);
        assertThat(scenario.runs(claimed.get(0))).as("granted anew").hasSize(2);
        takeTheMemoryAnew();
        commits.release();
        runOneByOne(OUTCOMES - 2);

        tasks.addAll(claimed);
        assertThat(claimed).anyMatch(id -> recent("n1", id).isFinal());
        assertThat(tasks).allSatisfy(id -> assertThat(recent("n2", id)).isEqualTo(recent("n1", id)));
        scenario.end();
    }
}

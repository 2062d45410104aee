package io.ballot.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.OutboxProbe;
import io.ballot.protocol.Id128;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether a node fetches, starts, and stays in its consumer groups (F1, F2); {@code stuck.ms} is 60,000 here. */
@Tag("F2")
class ConsumptionGateTest {

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final ConsumptionGate gate = new ConsumptionGate(probe.outbox);

    @BeforeEach
    void begin() {
        probe.at(1_000);
    }

    private List<Consumption> told() {
        return probe.taken(Command.Consume.class).stream()
                .map(Command.Consume::consumption)
                .toList();
    }

    private List<Boolean> startsToldAllowed() {
        return probe.taken(Command.AllowStarts.class).stream()
                .map(Command.AllowStarts::allowed)
                .toList();
    }

    @Test
    void nothingIsFetchedBeforeTheHashSeedIsKnown() {
        gate.update(Role.FOLLOWER, true);
        assertThat(told()).isEmpty();
        gate.seed(new Id128(1, 1));
        gate.update(Role.FOLLOWER, true);
        assertThat(told()).containsExactly(Consumption.ON);
    }

    @Test
    @Tag("F1")
    void aSuspendedNodeStartsAndFetchesNothingButStaysInItsGroups() {
        gate.seed(new Id128(1, 1));
        gate.update(Role.FOLLOWER, true);
        gate.update(Role.SUSPENDED, false);
        assertThat(told()).containsExactly(Consumption.ON, Consumption.PAUSED);
        assertThat(startsToldAllowed()).containsExactly(true, false);
        gate.update(Role.FOLLOWER, true);
        assertThat(told()).containsExactly(Consumption.ON);
        assertThat(startsToldAllowed()).containsExactly(true);
    }

    @Test
    void afterStuckMsWithoutALeaderTheGroupsAreLeftAndAfterItsReturnJoinedAgain() {
        gate.seed(new Id128(1, 1));
        gate.update(Role.FOLLOWER, true);
        probe.after(59_999);
        gate.update(Role.OBSERVER, false);
        assertThat(told()).containsExactly(Consumption.ON, Consumption.PAUSED);
        probe.after(1);
        gate.update(Role.OBSERVER, false);
        assertThat(told()).containsExactly(Consumption.OFF);
        gate.update(Role.FOLLOWER, true);
        assertThat(told()).containsExactly(Consumption.ON);
    }

    @Test
    @Tag("F4")
    void aLeaderWithoutALeaseLeavesTheGroupsAsWellAndComesBackWithIt() {
        gate.seed(new Id128(1, 1));
        gate.update(Role.LEADER, true);
        probe.after(59_999);
        gate.update(Role.LEADER, false);
        assertThat(told()).containsExactly(Consumption.ON);
        probe.after(1);
        gate.update(Role.LEADER, false);
        gate.update(Role.LEADER, false);
        assertThat(told()).containsExactly(Consumption.OFF);
        gate.update(Role.LEADER, true);
        assertThat(told()).containsExactly(Consumption.ON);
    }

    @Test
    void aNodeThatNeverConsumedDoesNotJoinItsGroupsOnlyToWait() {
        gate.seed(new Id128(1, 1));
        gate.update(Role.SYNCING, false);
        assertThat(told()).isEmpty();
    }

    @Test
    void aNodeThatIsAboutToLeaveFetchesNoMoreButMayStillStartWhatItHas() {
        gate.seed(new Id128(1, 1));
        gate.update(Role.LEADER, true);
        gate.close();
        gate.update(Role.LEADER, true);
        assertThat(told()).containsExactly(Consumption.ON, Consumption.PAUSED);
        assertThat(startsToldAllowed()).containsExactly(true);
        gate.leave();
        assertThat(told()).containsExactly(Consumption.OFF);
        assertThat(gate.isOff()).isTrue();
    }
}

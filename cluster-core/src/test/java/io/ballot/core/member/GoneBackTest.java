package io.ballot.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.core.OutboxProbe;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether ZooKeeper went back, or a server of it only lags. */
@Tag("F4")
class GoneBackTest {

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final GoneBack goneBack = new GoneBack(probe.outbox);

    @BeforeEach
    void begin() {
        probe.at(1_000);
    }

    private static ClusterState epoch(long epoch) {
        return new ClusterState(epoch, 17, null, new TreeMap<>());
    }

    private void answered(GuardedResult result) {
        long request = probe.taken(Command.CheckEpoch.class).get(0).request();
        goneBack.onGuardedDone(new Event.GuardedDone(request, result));
    }

    @Test
    void whatIsNotOlderThanWhatIsKnownIsNotSuspicious() {
        assertThat(goneBack.suspects(epoch(4), 4)).isFalse();
        assertThat(goneBack.suspects(epoch(5), 4)).isFalse();
        assertThat(probe.taken(Command.CheckEpoch.class)).isEmpty();
    }

    @Test
    void aReadThatLagsIsPassedOverWithoutAHalt() {
        assertThat(goneBack.suspects(epoch(3), 4)).isTrue();
        answered(GuardedResult.FENCED);
        assertThat(probe.taken(Command.Halt.class)).isEmpty();
    }

    @Test
    void anAnswerThatNeverCameProvesNothing() {
        assertThat(goneBack.suspects(epoch(3), 4)).isTrue();
        answered(GuardedResult.UNKNOWN);
        assertThat(probe.taken(Command.Halt.class)).isEmpty();
    }

    @Test
    void theOldVersionStandingTodayHaltsTheNodeAndSaysWhatToDo() {
        assertThat(goneBack.suspects(epoch(3), 4)).isTrue();
        answered(GuardedResult.OK);
        assertThat(probe.taken(Command.Halt.class))
                .singleElement()
                .satisfies(
                        halt -> assertThat(halt.reason()).contains("epoch 3", "epoch 4", "backup", "Stop all nodes"));
    }
}

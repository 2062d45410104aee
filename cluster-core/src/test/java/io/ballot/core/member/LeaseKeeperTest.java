package io.ballot.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.OutboxProbe;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When this node may start and run tasks (R9). A heartbeat goes out each 1,000 ms here. */
@Tag("F1")
class LeaseKeeperTest {

    private static final NodeId LEADER = new NodeId("n2");
    private static final long USABLE_MS = OutboxProbe.TIMES.leaseMs() - OutboxProbe.TIMES.leaseMarginMs();

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final LeaseKeeper lease = new LeaseKeeper(probe.outbox);

    /** Sends the next heartbeat now. @return its number */
    private long beatAt(long ms) {
        probe.at(ms);
        lease.hasten();
        lease.beat(LEADER, 0, List.of());
        List<Message> sent = probe.sentTo("n2");
        return ((Message.Heartbeat) sent.get(sent.size() - 1)).number();
    }

    private void answered(long number) {
        lease.onLease(new Message.Lease(number, true, 0, 0));
    }

    @Test
    void thereIsNoLeaseBeforeTheFirstAnswer() {
        beatAt(5_000);
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void aLeaseIsCountedFromTheSendingOfTheHeartbeatNotFromItsAnswer() {
        long number = beatAt(5_000);
        probe.at(7_000);
        answered(number);
        assertThat(lease.untilMs()).isEqualTo(5_000 + USABLE_MS);
        probe.at(5_000 + USABLE_MS - 1);
        assertThat(lease.isValid()).isTrue();
        probe.at(5_000 + USABLE_MS);
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void anAnswerThatComesLateShortensNothing() {
        long early = beatAt(5_000);
        long late = beatAt(6_000);
        answered(late);
        answered(early);
        assertThat(lease.untilMs()).isEqualTo(6_000 + USABLE_MS);
        assertThat(probe.taken(Command.LeaseUntil.class)).hasSize(1);
    }

    @Test
    void anAnswerToAHeartbeatWhosePlaceIsTakenIsWorthNothing() {
        long first = beatAt(5_000);
        for (int i = 1; i <= 64; i++) {
            beatAt(5_000 + i);
        }
        answered(first);
        answered(first + 65);
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void theTimesOfTheViewCountFromTheNextAnswerOn() {
        long number = beatAt(5_000);
        lease.use(400, 100);
        answered(number);
        assertThat(lease.untilMs()).isEqualTo(5_300);
    }

    @Test
    void heartbeatsKeepTheirPace() {
        probe.at(5_000);
        lease.beat(LEADER, 0, List.of());
        probe.at(5_999);
        lease.beat(LEADER, 0, List.of());
        assertThat(probe.sentTo("n2")).hasSize(1);
        probe.at(6_000);
        lease.beat(LEADER, 0, List.of());
        assertThat(probe.sentTo("n2")).hasSize(1);
    }
}

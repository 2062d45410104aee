package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.core.member.Successions;
import io.ballot.core.registry.Registry;
import io.ballot.core.sync.Trail;
import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.VerdictKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two records of one doubtful id in one question: one of them is the reserved one, whichever comes first. */
@Tag("D1")
@Tag("V5")
class ResolverTest {

    private static final QueuePartition P0 = new QueuePartition("q", new Id128(1, 1), 0);
    private static final Id128 TASK = new Id128(77, 78);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Registry registry = new Registry(new FilterParams(1000, 1e-6), 100);
    private final Reservations reservations = new Reservations();
    private final Lives lives = new Lives(probe.outbox, new Successions(), OutboxProbe.TIMES);
    private final Replication replication = new Replication(probe.outbox, registry, new Trail(), new ArrayList<>());
    private final Resolver resolver = resolver();
    private final Life asker = life("n2", 1);

    private Resolver resolver() {
        Waiters waiters = new Waiters(probe.outbox);
        VoteTable table = new VoteTable(registry, reservations, lives, new VoidClaims(), new NeverAnswered());
        Referee referee = new Referee(probe.outbox, 1, null, 0);
        Ceilings ceilings = new Ceilings(probe.outbox, referee, 60_000, new TreeMap<>());
        Ballots ballots =
                new Ballots(probe.outbox, registry, replication, table, ceilings, waiters, new VoteTally(probe.outbox));
        return new Resolver(probe.outbox, registry, replication, table, reservations, ballots, waiters, lives);
    }

    private static Message.Resolve twins(int firstChecked, int secondChecked) {
        Claim claim = new Claim(3, P0, new long[] {54, 55}, TaskIds.of(TASK, TASK), new byte[2]);
        return new Message.Resolve(claim, new byte[] {(byte) firstChecked, (byte) secondChecked});
    }

    private List<VerdictKind> answersTo(Message.Resolve resolve) {
        resolver.onResolve(asker, resolve);
        replication.answerUpTo(replication.lastSeq(), true);
        List<VerdictKind> kinds = new ArrayList<>();
        for (Message message : probe.sentTo("n2")) {
            if (message instanceof Message.Verdict verdict) {
                for (byte kind : verdict.kinds()) {
                    kinds.add(VerdictKind.of(kind));
                }
            }
        }
        return kinds;
    }

    private void reserveTheSecond() {
        Reservations.Reservation second =
                new Reservations.Reservation(TASK, asker, 3, P0, 55, DoubtCause.FLOOR, probe.outbox.now());
        second.stage = Reservations.Stage.CHECKING;
        reservations.add(second);
    }

    @Test
    void theReservedOneIsGrantedThoughItsTwinComesFirst() {
        reserveTheSecond();

        assertThat(answersTo(twins(0, 1))).containsExactly(VerdictKind.BUSY, VerdictKind.GRANT);
    }

    /** Not by way of the recents: with more doubts than they hold, each answer would push out another's. */
    @Test
    void whoAskedIsToldTheOutcomeThatAPeerKnew() {
        reserveTheSecond();

        resolver.executed(TASK, Outcome.SUCCESS);
        replication.answerUpTo(replication.lastSeq(), true);

        assertThat(probe.sentTo("n2")).singleElement().isInstanceOfSatisfying(Message.Verdict.class, verdict -> {
            assertThat(verdict.offsets()).containsExactly(55);
            assertThat(verdict.kinds()).containsExactly(VerdictKind.DONE.code());
            assertThat(verdict.details()).containsExactly(Outcome.SUCCESS.code());
        });
    }

    @Test
    void onlyOneOfTwoNewOnesIsGranted() {
        assertThat(answersTo(twins(0, 0))).containsExactlyInAnyOrder(VerdictKind.GRANT, VerdictKind.BUSY_SELF);
    }
}

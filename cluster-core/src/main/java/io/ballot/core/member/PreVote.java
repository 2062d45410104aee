package io.ballot.core.member;

import io.ballot.core.Arrows;
import io.ballot.core.ClusterState;
import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.View;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether an in-sync member may claim the next epoch before ZooKeeper has found the leader's session gone: its link was
 * closed by the leader's operating system, the leader's address refuses, and a majority of the in-sync set without the
 * leader has lost it too, none that answers hearing it still.
 *
 * <p>Nothing is promised by it, and nothing is safe by it: the epoch write decides, as always (R1 to R3 do not rest on the
 * session). It only keeps a member that is alone in having lost a good leader from deposing it.
 */
final class PreVote {

    private enum Stage {
        /** The leader is heard, or there is none to be missed. */
        IDLE,
        /** The others are asked. */
        ASKING,
        /** A majority has lost it; the stored view is read. */
        READING;

        private static final Arrows.Table<Stage> MOVES = Arrows.Table.of(Stage.class)
                .from(IDLE, EnumSet.of(ASKING))
                .from(ASKING, EnumSet.of(READING, IDLE))
                .from(READING, EnumSet.of(IDLE));
    }

    /** What silent members have time for before the answers are counted without theirs: a connection and a word. */
    private static final long ANSWER_MS = 150;

    /** Others may learn of the loss a moment later: the questions are repeated so often at first, ... */
    private static final long AGAIN_MS = 50;

    /** ... and so often after a second. */
    private static final long LATER_MS = 500;

    private static final long HASTE_MS = 1_000;
    private static final long READ_MS = 1_000;

    private final Outbox outbox;
    private final Arrows<Stage> arrows;
    private final Departures departures;
    private final Heirs heirs;
    private final RollCall rollCall;
    private @Nullable Life maybeLeader;
    private Stage stage = Stage.IDLE;
    private long beganMs;
    private long roundMs;
    private long readMs;
    private final SortedSet<Life> asked = new TreeSet<>();
    private final SortedSet<Life> hearing = new TreeSet<>();
    private final SortedSet<Life> losing = new TreeSet<>();

    PreVote(Outbox outbox, Departures departures, Heirs heirs, RollCall rollCall) {
        this.outbox = outbox;
        this.arrows = outbox.arrows("pre-vote", Stage.MOVES);
        this.departures = departures;
        this.heirs = heirs;
        this.rollCall = rollCall;
    }

    private void enter(Stage next) {
        arrows.take(stage, next);
        stage = next;
    }

    void stop() {
        if (stage != Stage.IDLE) {
            enter(Stage.IDLE);
        }
    }

    boolean isReading() {
        return stage == Stage.READING;
    }

    /**
     * Goes on as far as it can.
     *
     * @param leader whose link is lost
     * @param view the in-sync set as this node was told
     * @param headStartMs what another has from the loss on before this node asks
     * @return true once, when the stored view is to be read
     */
    boolean pump(Life leader, View view, long headStartMs) {
        if (stage == Stage.READING) {
            if (outbox.now() - readMs >= READ_MS) {
                stop();
            }
            return false;
        }
        if (!departures.isGone(leader)) {
            stop();
            departures.probe(leader);
            return false;
        }
        if (!leader.equals(maybeLeader)) {
            maybeLeader = leader;
            beganMs = outbox.now();
        }
        if (stage == Stage.IDLE && outbox.now() - beganMs < headStartMs) {
            return false;
        }
        if (stage == Stage.IDLE) {
            enter(Stage.ASKING);
            ask(leader);
        } else if (isRoundOver()) {
            ask(leader);
        }
        if (isAnswered() && hearing.isEmpty() && heirs.isMajority(leader, view, losing)) {
            outbox.info(
                    "pre-vote",
                    "leader " + leader + " is gone, " + losing.size() + " others have lost it too: claiming");
            enter(Stage.READING);
            readMs = outbox.now();
            return true;
        }
        return false;
    }

    private boolean isRoundOver() {
        long elapsed = outbox.now() - roundMs;
        long again = outbox.now() - beganMs < HASTE_MS ? AGAIN_MS : LATER_MS;
        return elapsed >= (hearing.isEmpty() ? Math.max(again, 2 * ANSWER_MS) : again);
    }

    private void ask(Life leader) {
        roundMs = outbox.now();
        hearing.clear();
        losing.clear();
        asked.clear();
        asked.addAll(rollCall.ask(leader));
    }

    void onAnswer(Life from, Message.PreVoted answer) {
        if (stage == Stage.ASKING && rollCall.isCurrent(answer) && asked.contains(from)) {
            (answer.hears() ? hearing : losing).add(from);
        }
    }

    private boolean isAnswered() {
        if (outbox.now() - roundMs >= ANSWER_MS) {
            return true;
        }
        for (Life life : asked) {
            if (!losing.contains(life) && !hearing.contains(life) && !departures.isGone(life)) {
                return false;
            }
        }
        return true;
    }

    /** What the stored view says to it. */
    enum Finding {
        CLAIM,
        /** This node is no longer in it: it can only join. */
        NOT_IN_SYNC,
        /** Another leader, or no majority of what is stored now: nothing is done. */
        LEAVE_IT
    }

    /** The stored state was read. */
    Finding onRead(ClusterState stored, Life leader) {
        stop();
        View maybeView = stored.maybeView();
        if (maybeView == null
                || stored.epoch() != outbox.promised() // another member has claimed the next: it gathers, and will ask
                || maybeView.epoch() != outbox.promised()
                || !maybeView.leader().equals(leader.node())) {
            return Finding.LEAVE_IT;
        }
        if (!maybeView.holds(outbox.config().store())) {
            return Finding.NOT_IN_SYNC;
        }
        return heirs.isMajority(leader, maybeView, losing) ? Finding.CLAIM : Finding.LEAVE_IT;
    }
}

package io.ballot.core.vote;

import io.ballot.core.Arrows;
import io.ballot.core.sync.TransferIn;
import io.ballot.core.sync.TransferOut;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the leader knows of one other process that takes part, or wants to. */
final class Peer {

    /** How far it is on its way into the in-sync set. */
    enum Stage {
        /** Asked for its promise. */
        PROMISING,
        /** Has promised; its memory is on its way here. */
        GIVING,
        /** Has given all. */
        GIVEN,
        /** The leader's memory is on its way there. */
        TAKING,
        /** Has the leader's memory as of some sequence and follows the entries from there. */
        FOLLOWING;

        /** One that begins anew as another process, or asks to join again, is a new peer. */
        static final Arrows.Table<Stage> MOVES = Arrows.Table.of(Stage.class)
                .from(PROMISING, EnumSet.of(PROMISING, GIVING))
                .from(GIVING, EnumSet.of(GIVEN, PROMISING))
                .from(GIVEN, EnumSet.of(TAKING, GIVING))
                .from(TAKING, EnumSet.of(FOLLOWING, GIVING, PROMISING))
                .from(FOLLOWING, EnumSet.of(GIVING, PROMISING));
    }

    final Life life;
    final TransferIn incoming;
    private final Arrows<Stage> arrows;
    Stage stage = Stage.PROMISING;

    @Nullable
    StoreRef maybeStore;

    /** By its member znode; it says itself, with its promise, which it is. */
    @Nullable
    StoreRef maybeExpected;

    @Nullable
    List<SnapshotPart> maybeGiven;

    /** Where its memory stands, if that is in the order of the leader's own. */
    Position stands = Position.NONE;

    /** All that it lacks of what was gathered, where it stands in the same order. */
    @Nullable
    List<SnapshotPart> maybeLacking;

    /** What it says never to have answered while it led. */
    TaskIds unanswered = TaskIds.EMPTY;

    @Nullable
    TransferOut maybePush;
    /** It is in the view being written, or was when the last one was: grants wait for it (R2). */
    boolean counted;

    long acked = -1;
    long sent = -1;
    long ackMovedMs;
    long askedMs = Long.MIN_VALUE / 2;
    /** Last message of any kind from it. */
    long heardMs;
    /** Last time that it was FOLLOWING and shown to keep up. */
    long wellMs;

    long stageMs;
    long probeAck;
    boolean goodbye;
    /** Its operating system refuses its address: no longer waited for than a view write takes. */
    boolean refused;

    Peer(Life life, TransferIn incoming, Arrows<Stage> arrows, long nowMs) {
        this.life = life;
        this.arrows = arrows;
        this.incoming = incoming;
        this.heardMs = nowMs;
        this.wellMs = nowMs;
        this.stageMs = nowMs;
        this.ackMovedMs = nowMs;
    }

    NodeId node() {
        return life.node();
    }

    void enter(Stage next, long nowMs) {
        arrows.take(stage, next);
        stage = next;
        stageMs = nowMs;
    }

    boolean isStore(StoreRef store) {
        return store.equals(maybeStore);
    }

    boolean follows() {
        return stage == Stage.FOLLOWING;
    }

    @Override
    public String toString() {
        return life + " " + stage + " acked " + acked;
    }
}

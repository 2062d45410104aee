package io.ballot.core.vote;

import io.ballot.core.Command;
import io.ballot.core.CoreConfig;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The leader's guarded writes to ZooKeeper, one view at a time: what is stored, what may be stored, and how old the last
 * answer is.
 *
 * <p>While it is not known whether a view write happened, both views count: grants wait for the members of either (R2).
 */
final class Referee {

    private static final long RETRY_MS = 200;

    /** What a guarded answer meant for the reign. */
    enum Told {
        NOTHING,
        VIEW_STORED,
        CEILINGS_STORED,
        CEILINGS_FAILED,
        FENCED
    }

    private final Outbox outbox;
    private final int epochVersion;
    private @Nullable View maybeStored;
    private @Nullable View maybeWriting;
    private long viewRequest;
    private long viewSentMs;
    private boolean viewRetry;
    private long checkRequest;
    private long checkSentMs = Long.MIN_VALUE / 2;
    private long ceilingRequest;
    private long ceilingSentMs;
    private long freshMs;

    /** @param freshMs when the epoch write was sent at the latest known moment: its answer is a guarded answer too */
    Referee(Outbox outbox, int epochVersion, @Nullable View maybeStored, long freshMs) {
        this.outbox = outbox;
        this.epochVersion = epochVersion;
        this.maybeStored = maybeStored;
        this.freshMs = freshMs;
    }

    /** The view of this epoch as stored, null before the first. */
    @Nullable
    View maybeStored() {
        return maybeStored;
    }

    boolean isWriting() {
        return maybeWriting != null;
    }

    /** Every view that may stand in ZooKeeper now. */
    List<View> possible() {
        if (maybeStored == null) {
            return maybeWriting == null ? List.of() : List.of(maybeWriting);
        }
        return maybeWriting == null ? List.of(maybeStored) : List.of(maybeStored, maybeWriting);
    }

    void write(View view) {
        if (maybeWriting != null) {
            throw new IllegalStateException("a second view write while " + maybeWriting + " is under way");
        }
        maybeWriting = view;
        send(view);
    }

    private void send(View view) {
        viewRetry = false;
        viewSentMs = outbox.now();
        viewRequest = outbox.nextRequest();
        outbox.command(new Command.WriteView(viewRequest, epochVersion, view));
    }

    void writeCeilings(SortedMap<QueuePartition, Long> ceilings) {
        ceilingSentMs = outbox.now();
        ceilingRequest = outbox.nextRequest();
        outbox.command(new Command.WriteCeilings(ceilingRequest, epochVersion, ceilings));
    }

    void onTick() {
        if (outbox.now() - checkSentMs
                >= CoreConfig.HEARTBEATS_PER_EPOCH_CHECK * outbox.config().heartbeatMs()) {
            check();
        }
        if (viewRetry && maybeWriting != null && outbox.now() - viewSentMs >= RETRY_MS) {
            send(maybeWriting);
        }
    }

    /** When ZooKeeper is there again, perhaps for a moment only, its next absence is counted from this moment. */
    void onSession(Event.Session session) {
        if (session == Event.Session.CONNECTED) {
            check();
        }
    }

    private void check() {
        checkSentMs = outbox.now();
        checkRequest = outbox.nextRequest();
        outbox.command(new Command.CheckEpoch(checkRequest, epochVersion));
    }

    Told onDone(Event.GuardedDone done) {
        boolean view = done.request() == viewRequest;
        boolean ceiling = done.request() == ceilingRequest;
        boolean check = done.request() == checkRequest;
        if (!view && !ceiling && !check) {
            return Told.NOTHING;
        }
        switch (done.result()) {
            case FENCED -> {
                return Told.FENCED;
            }
            case UNKNOWN -> {
                viewRetry |= view;
                return ceiling ? Told.CEILINGS_FAILED : Told.NOTHING;
            }
            case OK -> {
                freshMs = Math.max(freshMs, view ? viewSentMs : ceiling ? ceilingSentMs : checkSentMs);
            }
        }
        if (view) {
            maybeStored = maybeWriting;
            maybeWriting = null;
            return Told.VIEW_STORED;
        }
        return ceiling ? Told.CEILINGS_STORED : Told.NOTHING;
    }

    /** Milliseconds since the sending of the last guarded write or check that succeeded. */
    long ageMs() {
        return outbox.now() - freshMs;
    }
}

package io.ballot.core.vote;

import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.QueuePartition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Doubts that are being resolved, each for one resolver: reserve, then ask (R8).
 *
 * <p>In the leader's memory only: a new leader knows none, and its resolvers ask again. A check's word therefore counts
 * only with the leader that asked for it.
 */
final class Reservations {

    /** How far the leader is with it. */
    enum Stage {
        /** Possible holders are being asked. */
        ASKING,
        /** Everybody said no or is provably gone: the resolver's check decides. */
        CHECKING
    }

    static final class Reservation {
        final Id128 id;
        final Life resolver;
        final long claimNo;
        final QueuePartition partition;
        final long offset;
        final DoubtCause cause;
        /** When its resolver was last heard of it. */
        long askedMs;

        Stage stage = Stage.ASKING;

        Reservation(
                Id128 id,
                Life resolver,
                long claimNo,
                QueuePartition partition,
                long offset,
                DoubtCause cause,
                long nowMs) {
            this.id = id;
            this.resolver = resolver;
            this.claimNo = claimNo;
            this.partition = partition;
            this.offset = offset;
            this.cause = cause;
            this.askedMs = nowMs;
        }

        boolean isFor(Life life, long claim, QueuePartition where, long at) {
            return claimNo == claim && offset == at && resolver.equals(life) && partition.equals(where);
        }
    }

    private final Map<Id128, Reservation> byId = new LinkedHashMap<>();

    boolean isEmpty() {
        return byId.isEmpty();
    }

    @Nullable
    Reservation maybe(Id128 id) {
        return byId.get(id);
    }

    void add(Reservation reservation) {
        if (byId.putIfAbsent(reservation.id, reservation) != null) {
            throw new IllegalStateException("task " + reservation.id + " is reserved already");
        }
    }

    void drop(Id128 id) {
        byId.remove(id);
    }

    Collection<Reservation> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }
}

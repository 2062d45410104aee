package io.ballot.core.registry;

import com.google.common.hash.Funnel;
import com.google.common.hash.PrimitiveSink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task id as Guava's filter wants it: one object, written over for each question, so that asking costs no object.
 *
 * <p>Never handed out: a filter keeps bits, not keys.
 */
final class IdKey {

    private long hi;
    private long lo;

    IdKey set(long newHi, long newLo) {
        hi = newHi;
        lo = newLo;
        return this;
    }

    /** An enum, since only filters with equal funnels can be joined. */
    enum Words implements Funnel<IdKey> {
        INSTANCE;

        @Override
        public void funnel(@Nullable IdKey maybeKey, PrimitiveSink into) {
            IdKey from = Objects.requireNonNull(maybeKey);
            into.putLong(from.hi).putLong(from.lo);
        }
    }
}

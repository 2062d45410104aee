package io.ballot.protocol.wire;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;

/** The first frame of each side of a connection. */
public sealed interface Greeting {

    /**
     * Who the sender is and what it speaks.
     *
     * @param minVersion lowest and
     * @param maxVersion highest {@link ProtocolVersion} that the sender speaks
     * @param store identity of its memory
     */
    record Hello(int minVersion, int maxVersion, String cluster, Id128 store, Life life) implements Greeting {

        /** A HELLO of this software. */
        public static Hello of(String cluster, Id128 store, Life life) {
            return new Hello(ProtocolVersion.MIN, ProtocolVersion.MAX, cluster, store, life);
        }
    }

    /** The HELLO was not accepted; the connection closes. @param reason for people, one line */
    record Refusal(String reason) implements Greeting {}
}

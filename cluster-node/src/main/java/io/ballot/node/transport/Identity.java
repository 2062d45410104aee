package io.ballot.node.transport;

import io.ballot.protocol.Life;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.wire.Greeting;

/**
 * Who this node says it is.
 *
 * @param cluster name of the cluster; nodes of others are refused
 */
public record Identity(String cluster, Life life, StoreRef store) {

    Greeting.Hello hello() {
        return Greeting.Hello.of(cluster, store.store(), life);
    }
}

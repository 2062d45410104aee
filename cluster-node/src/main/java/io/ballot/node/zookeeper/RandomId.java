package io.ballot.node.zookeeper;

import io.ballot.protocol.Id128;
import java.security.SecureRandom;

/** Draws identities that nobody else draws. */
final class RandomId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    static Id128 draw() {
        Id128 id = new Id128(RANDOM.nextLong(), RANDOM.nextLong());
        return id.equals(Id128.NONE) ? draw() : id;
    }
}

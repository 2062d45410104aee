package io.ballot.node.zookeeper;

import io.ballot.protocol.Id128;

/**
 * What the epoch's znode holds: who claimed the latest reign.
 *
 * @param epoch 0 before the first
 * @param leader the claimant's name; empty before the first
 * @param claim drawn for this one claim, so that a claimant whose answer was lost knows its own write (R3)
 */
public record Reign(long epoch, String leader, Id128 claim) {

    static final Reign NONE = new Reign(0, "", Id128.NONE);
}

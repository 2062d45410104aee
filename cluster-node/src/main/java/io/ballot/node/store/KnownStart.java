package io.ballot.node.store;

import io.ballot.protocol.Id128;

/**
 * What the cluster remembers of a node's latest start.
 *
 * @param store the identity of its memory
 * @param starts how often it has been started
 */
public record KnownStart(Id128 store, long starts) {}

package io.ballot.node.zookeeper;

import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;

/**
 * What the cluster remembers of a node until it is forgotten, whether it lives or not.
 *
 * @param store identity of its memory at its latest start
 * @param dir identity of its data directory then
 * @param starts how often it has been started; a memory read from a file must come from this very start (a restored or
 *     cloned directory does not)
 * @param transport host:port at its latest start
 * @param admin base URL of its admin HTTP at its latest start
 */
public record KnownNode(NodeId node, Id128 store, Id128 dir, long starts, String transport, String admin) {}

package io.ballot.node.transport;

import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;

/**
 * A message on its way out.
 *
 * @param weight see {@link MessageWeight}
 */
record Outgoing(NodeId to, long epoch, Message message, long weight) {}

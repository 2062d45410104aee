package io.ballot.protocol;

/**
 * A message with what every message carries.
 *
 * @param shard vote shard, 0 for now
 * @param epoch the highest epoch the sender has promised
 */
public record Envelope(String cluster, int shard, long epoch, Life sender, Message message) {}

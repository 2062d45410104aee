package io.ballot.chaos.load;

import java.util.Map;

/**
 * What the group had committed at a moment.
 *
 * @param timeMs when the answer was there, by the effect store's clock
 * @param life of the topic
 * @param offsets by partition
 */
public record CommitSample(long timeMs, int life, Map<Integer, Long> offsets) {}

/** No-op tasks through whole nodes, real ZooKeeper, real Kafka, against a bare consumer of the same topic. */
@NullMarked
package io.ballot.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;

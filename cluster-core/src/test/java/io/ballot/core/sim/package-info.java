/**
 * A whole cluster in one thread and in virtual time: the very machines that run in production, with a simulated network,
 * ZooKeeper, Kafka and workers around them, all drawn from one seed.
 *
 * <p>Begin with {@link io.ballot.core.sim.SimCluster}; what is checked after each event stands in
 * {@link io.ballot.core.sim.Invariant} and its subclasses; which faults there are in {@link io.ballot.core.sim.FaultKind}.
 */
@NullMarked
package io.ballot.core.sim;

import org.jspecify.annotations.NullMarked;

/**
 * The laboratory: network, servers and members, each its own process, and everything that can be done to them.
 *
 * <p>With root and {@code ip netns} each process lives in a network namespace of its own, all of them on one bridge in the
 * namespace of the process that runs the laboratory; nothing touches the machine's own network. Without, each has its own
 * loopback address, and the faults that cut traffic say that they need more.
 */
@NullMarked
package io.ballot.chaos.lab;

import org.jspecify.annotations.NullMarked;

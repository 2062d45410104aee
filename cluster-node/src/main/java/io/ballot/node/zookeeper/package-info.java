/**
 * The referee: who lives, who leads, what the view and the ceilings are.
 *
 * <p>ZooKeeper is not on the way of a vote. It holds a handful of small znodes below {@code /ballot/<cluster>} (see {@link
 * io.ballot.node.zookeeper.Layout}), and every write that could harm a later leader is guarded by the version of the
 * epoch's znode. Curator keeps the connection, the election latch and the watches; what must not be repeated behind our
 * back (claims, guarded writes) goes to the bare handle of one session, where nothing retries.
 */
@NullMarked
package io.ballot.node.zookeeper;

import org.jspecify.annotations.NullMarked;

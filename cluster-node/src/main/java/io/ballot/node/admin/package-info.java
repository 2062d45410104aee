/**
 * What a node tells over HTTP, in JSON: its state, its doubts, its events, one task's story.
 *
 * <p>Read only, on loopback unless configured otherwise, and never in the way: a request costs one question to the
 * machine, asked through the driver ({@link io.ballot.node.admin.StatusSource}, {@link
 * io.ballot.node.admin.MachineAccess}), and has a deadline. The records of this package whose names end in {@code Report}
 * are the JSON; fields may be added to them, not renamed. {@code bin/cluster.sh} reads them.
 */
@NullMarked
package io.ballot.node.admin;

import org.jspecify.annotations.NullMarked;

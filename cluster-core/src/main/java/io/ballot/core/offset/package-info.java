/**
 * What may be committed of a partition whose tasks end out of order (C1), and how the rest travels with the commit.
 *
 * <p>Pure, like all of the core. An {@link io.ballot.core.offset.OffsetTracker} stands for one partition during one
 * assignment; a {@link io.ballot.core.offset.CommitPoint} is what it says at one moment; {@link
 * io.ballot.core.offset.CommitMetadata} makes text of it; a {@link io.ballot.core.offset.StartPoint} is what is made of
 * that text by the next one who has the partition.
 */
@NullMarked
package io.ballot.core.offset;

import org.jspecify.annotations.NullMarked;

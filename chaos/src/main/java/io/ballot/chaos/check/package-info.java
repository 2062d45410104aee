/**
 * The accounts of a run, from the effect log, what was submitted, and what Kafka says is committed; no node is believed.
 *
 * <p>{@link io.ballot.chaos.check.Checker} makes one {@link io.ballot.chaos.check.Story} of each task and lets each {@link
 * io.ballot.chaos.check.Rule} look at it: one class for each promise, and a test for each that it finds what it is there to
 * find.
 */
@NullMarked
package io.ballot.chaos.check;

import org.jspecify.annotations.NullMarked;

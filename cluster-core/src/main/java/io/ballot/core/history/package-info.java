/**
 * What a node remembers of single tasks, for people who ask what became of one ({@code cluster.sh explain}).
 *
 * <p>Nothing is decided on it. It is written on the way of every task, so it is packed and bounded: some longs a step, no
 * object a task; the tasks that were doubtful, which are few and the ones asked for, are kept apart and longer.
 */
@NullMarked
package io.ballot.core.history;

import org.jspecify.annotations.NullMarked;

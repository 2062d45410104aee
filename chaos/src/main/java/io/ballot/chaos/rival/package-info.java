/**
 * What people use today, put through the same workload and the same faults: each in its own process, each as its
 * documentation says, with the usual pool of eight workers.
 */
@NullMarked
package io.ballot.chaos.rival;

import org.jspecify.annotations.NullMarked;

/** How long a node that was killed needs to know again what it knew, beside how long its file takes to be read at all. */
@NullMarked
package io.ballot.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;

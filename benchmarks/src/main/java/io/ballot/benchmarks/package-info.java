/** How fast it is, and where the time goes. */
@NullMarked
package io.ballot.benchmarks;

import org.jspecify.annotations.NullMarked;

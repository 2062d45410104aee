/** What is submitted, and what Kafka says became of it: the two ends between which the system under test stands. */
@NullMarked
package io.ballot.chaos.load;

import org.jspecify.annotations.NullMarked;

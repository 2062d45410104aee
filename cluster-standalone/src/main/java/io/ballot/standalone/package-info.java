/** A real ZooKeeper and a real Kafka broker in one JVM, to try and to test Ballot with. */
@NullMarked
package io.ballot.standalone;

import org.jspecify.annotations.NullMarked;

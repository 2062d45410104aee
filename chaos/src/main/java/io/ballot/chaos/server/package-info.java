/**
 * The servers that everything under test rests on, each as a process of its own: one server of a ZooKeeper ensemble, one
 * Kafka broker. Their own code with their own files; these classes only start them and end them with whoever started them.
 */
@NullMarked
package io.ballot.chaos.server;

import org.jspecify.annotations.NullMarked;

/**
 * A real ZooKeeper server and a real Kafka broker for one machine: to try Ballot, and to test it.
 *
 * <p>Nothing in here is a mock. {@link io.ballot.standalone.EmbeddedZooKeeper} and {@link
 * io.ballot.standalone.EmbeddedKafka} run the servers' own code with their own files, so what works against them
 * works against an installation, apart from what needs more than one machine. {@link
 * io.ballot.standalone.StandaloneServers} puts both into one process of their own; {@link
 * io.ballot.standalone.StandaloneCluster} adds nodes, each its own process, because a fault that is worth trying
 * (SIGKILL, SIGSTOP) hits processes, not threads. {@link io.ballot.standalone.Standalone} is the command around that.
 *
 * <p>The servers' jars are large and old libraries come with them. They must never reach the class path of an
 * embedder or of a production node: {@code cluster-node} does not depend on this module, and this module knows nodes
 * only as a class name to start and an HTTP address to ask.
 */
@NullMarked
package io.ballot.standalone;

import org.jspecify.annotations.NullMarked;

/**
 * {@code bin/demo.sh}: a whole cluster on one machine, real payloads, real faults, and the accounts at the end.
 *
 * <p>{@link io.ballot.examples.demo.WebhookWorker} and {@link io.ballot.examples.demo.WebhookCheck} run inside the nodes and
 * are what a user would write. Everything else runs in {@link io.ballot.examples.demo.Demo}'s own process, does the damage,
 * and believes no node's counters: the accounts rest on what was submitted, on the effect log and on Kafka's offsets.
 */
@NullMarked
package io.ballot.examples.demo;

import org.jspecify.annotations.NullMarked;

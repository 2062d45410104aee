package io.ballot.node.cli;

/** A queue and the topic whose records are its tasks. */
record QueueTopic(String queue, String topic) {}

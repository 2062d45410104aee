package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One test per refused combination of a queue's keys. */
class QueueRulesTest {

    @Test
    void aQueueHasAWorker() {
        assertThat(Judged.errors("queues", "mails,hooks", "queue.hooks.worker", "embedded"))
                .containsExactly("queues: the queue 'mails' has no worker; set queue.mails.worker to class, command or"
                        + " embedded");
    }

    @Test
    void aMissingWorkerIsReportedBesideABadName() {
        assertThat(Judged.errors("queues", "mails,mails,9"))
                .containsExactlyInAnyOrder(
                        "queues: 'mails' stands in the list twice; remove one",
                        "queues: '9' cannot name a queue; allowed: a lower-case letter, then lower-case letters, digits and"
                                + " '-'",
                        "queues: the queue 'mails' has no worker; set queue.mails.worker to class, command or embedded");
    }

    @Test
    void aCommandWorkerHasACommand() {
        assertThat(Judged.queueErrors("worker", "command"))
                .containsExactly("queue.q.worker: needs queue.q.command, which is not set; set it, or choose another"
                        + " queue.q.worker");
    }

    @Test
    void aClassWorkerHasAClass() {
        assertThat(Judged.queueErrors("worker", "class"))
                .containsExactly("queue.q.worker: needs queue.q.class, which is not set; set it, or choose another"
                        + " queue.q.worker");
    }

    @Test
    void aCommandCheckHasACommand() {
        assertThat(Judged.queueErrors("check", "command"))
                .containsExactly(
                        "queue.q.check: needs queue.q.check.command, which is not set; set it, or choose another"
                                + " queue.q.check");
    }

    @Test
    void aClassCheckHasAClass() {
        assertThat(Judged.queueErrors("check", "class"))
                .containsExactly("queue.q.check: needs queue.q.check.class, which is not set; set it, or choose another"
                        + " queue.q.check");
    }

    @Test
    void theFirstBackoffIsNotMoreThanTheLongest() {
        assertThat(Judged.queueErrors("backoff.ms", "70000"))
                .containsExactly(
                        "queue.q.backoff.ms: backoff.ms (70000) is more than backoff.max.ms (60000); lower it or"
                                + " raise the maximum");
    }

    @Test
    void aTopicHasAReplica() {
        assertThat(Judged.queueErrors("topic.replication", "0"))
                .containsExactly(
                        "queue.q.topic.replication: a topic needs one replica at least; use -1 to leave the number to"
                                + " the broker");
    }

    @Test
    void twoQueuesDoNotReadOneTopic() {
        assertThat(Judged.errors(
                        "queues",
                        "a,b",
                        "queue.a.worker",
                        "embedded",
                        "queue.b.worker",
                        "embedded",
                        "queue.b.topic",
                        "a"))
                .containsExactly(
                        "queue.b.topic: the queues 'a' and 'b' both read the topic a, so each task would run once"
                                + " for each; give each queue its own topic");
    }

    @Test
    void aLineWithoutEffectIsWarnedOf() {
        assertThat(Judged.warnings(
                        Judged.queueSettings("command", "cat", "check.class", "a.B", "http.url", "http://x")))
                .containsExactlyInAnyOrder(
                        "queue.q.command: has no effect, since queue.q.worker does not ask for it; remove the line, or change"
                                + " queue.q.worker",
                        "queue.q.check.class: has no effect, since queue.q.check does not ask for it; remove the line, or"
                                + " change queue.q.check",
                        "queue.q.http.url: has no effect, since queue.q.worker does not ask for it; remove the line, or"
                                + " change queue.q.worker");
    }
}

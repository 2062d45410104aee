package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyCatalogTest {

    @Test
    void aQueuesMisspeltKeyIsNamed() {
        assertThat(Judged.queueErrors("concurency", "3"))
                .containsExactly("queue.q.concurency: no such key; did you mean 'queue.q.concurrency'?");
    }

    @Test
    void aKeyOfAnUndeclaredQueueSaysWhereToDeclareIt() {
        assertThat(Judged.errors("queue.mails.worker", "embedded"))
                .containsExactly(
                        "queue.mails.worker: the queue 'mails' is not declared; add it to queues or remove the line");
    }

    @Test
    void aKeyOfABadlyNamedQueueIsNotReportedAgain() {
        assertThat(Judged.errors("queues", "Mails", "queue.Mails.worker", "embedded"))
                .singleElement()
                .asString()
                .startsWith("queues: 'Mails' cannot name a queue");
    }

    @Test
    void kafkasAndZooKeepersKeysWithoutTheirPrefixAreRecognised() {
        assertThat(Judged.errors("security.protocol", "SSL", "client.secure", "true"))
                .containsExactly(
                        "client.secure: no such key; ZooKeeper's settings are written with a prefix: did you mean"
                                + " 'zookeeper.client.secure'?",
                        "security.protocol: no such key; Kafka's settings are written with a prefix: did you mean"
                                + " 'kafka.security.protocol'?");
    }
}

package io.ballot.node.config;

import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * Kafka settings that Ballot refuses, or warns of, with the reason: each would quietly take away a guarantee, and an
 * operator who pastes a consumer's settings from elsewhere brings some of them along.
 */
final class KafkaRules {

    /**
     * One rule.
     *
     * @param client whose setting it is
     * @param name Kafka's name of it
     * @param severity refused or warned of
     * @param when which values; prints as the docs' second column
     * @param reason why, and what to do
     */
    record Rule(KafkaClient client, String name, Problem.Severity severity, When when, String reason) {}

    /** Which values a rule is about, and how to say so. */
    record When(String text, Predicate<String> test) {}

    private static final When ALWAYS = new When("any value", value -> true);

    private static final String FROM_CODE = "Ballot sets it itself; remove the line";

    static final List<Rule> ALL = List.of(
            refuse(
                    KafkaClient.CONSUMER,
                    "enable.auto.commit",
                    not("false"),
                    "Kafka would commit tasks that were not executed yet; Ballot commits them itself, remove the line"),
            refuse(
                    KafkaClient.CONSUMER,
                    "group.id",
                    ALWAYS,
                    "the group of a queue is ballot.CLUSTER.QUEUE on every node; set cluster.name, remove this line"),
            refuse(
                    KafkaClient.CONSUMER,
                    "group.instance.id",
                    ALWAYS,
                    "the node's name is its identity in the group; set node.id, remove this line"),
            refuse(
                    KafkaClient.CONSUMER,
                    "partition.assignment.strategy",
                    not(CooperativeStickyAssignor.class.getName()),
                    "only the cooperative sticky assignor lets a node keep running tasks through a rebalance; remove"
                            + " the line"),
            refuse(
                    KafkaClient.CONSUMER,
                    "isolation.level",
                    not("read_committed"),
                    "tasks of aborted transactions would be executed; remove the line"),
            refuse(
                    KafkaClient.CONSUMER,
                    "auto.offset.reset",
                    is("none"),
                    "a new queue has no committed offset and would never begin; use earliest"),
            warn(
                    KafkaClient.CONSUMER,
                    "auto.offset.reset",
                    new When(
                            "latest, by_duration:…",
                            value -> value.equals("latest") || value.startsWith("by_duration")),
                    "tasks submitted before the queue's first commit, or while its offsets are gone, are skipped and"
                            + " never executed; use earliest unless that is what you want"),
            refuse(
                    KafkaClient.CONSUMER,
                    "allow.auto.create.topics",
                    not("false"),
                    "a misspelt topic would be created silently; use queue.NAME.topic.create"),
            refuse(KafkaClient.CONSUMER, "key.deserializer", ALWAYS, FROM_CODE),
            refuse(
                    KafkaClient.CONSUMER,
                    "value.deserializer",
                    ALWAYS,
                    "Ballot reads payloads as bytes; use queue.NAME.codec, remove the line"),
            refuse(
                    KafkaClient.PRODUCER,
                    "acks",
                    new When("other than all", value -> !value.equals("all") && !value.equals("-1")),
                    "a dead letter or a parked task could be lost after its offset was committed; remove the line"),
            refuse(
                    KafkaClient.PRODUCER,
                    "enable.idempotence",
                    not("true"),
                    "a dead letter or a parked task could be written twice; remove the line"),
            refuse(
                    KafkaClient.PRODUCER,
                    "transactional.id",
                    ALWAYS,
                    "Ballot writes outside of transactions; remove the line"),
            refuse(KafkaClient.PRODUCER, "key.serializer", ALWAYS, FROM_CODE),
            refuse(KafkaClient.PRODUCER, "value.serializer", ALWAYS, FROM_CODE),
            refuse(
                    KafkaClient.ADMIN,
                    "bootstrap.controllers",
                    ALWAYS,
                    "Ballot's admin client speaks to the brokers; set kafka.bootstrap.servers, remove this line"));

    private KafkaRules() {}

    /** Applies every rule to one setting of one client. */
    static void judge(KafkaClient client, String name, Setting setting, Problems problems) {
        String value = setting.value().strip();
        for (Rule rule : ALL) {
            if (rule.client() != client
                    || !rule.name().equals(name)
                    || !rule.when().test().test(value)) {
                continue;
            }
            if (rule.severity() == Problem.Severity.ERROR) {
                problems.error(setting.key(), setting.origin(), "refused: " + rule.reason());
            } else {
                problems.warn(setting.key(), setting.origin(), rule.reason());
            }
        }
    }

    private static Rule refuse(KafkaClient client, String name, When when, String reason) {
        return new Rule(client, name, Problem.Severity.ERROR, when, reason);
    }

    private static Rule warn(KafkaClient client, String name, When when, String reason) {
        return new Rule(client, name, Problem.Severity.WARNING, when, reason);
    }

    private static When is(String word) {
        return new When(word, word::equals);
    }

    private static When not(String word) {
        return new When("other than " + word, value -> !value.equals(word));
    }
}

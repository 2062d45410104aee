package io.ballot.node.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * One queue: a topic, what executes its tasks, and what decides the doubtful ones.
 *
 * @param name {@code [a-z][a-z0-9-]*}
 * @param topic the queue's topics
 * @param worker what executes a task
 * @param check what decides a doubtful task
 * @param retry what happens after a failed attempt
 */
public record QueueConfig(String name, TopicConfig topic, WorkerConfig worker, CheckConfig check, RetryConfig retry) {

    static final String QUEUES = "queues";
    static final String PREFIX = "queue.";

    /** No dots, so that the keys of a queue are unmistakable; lower case, since the environment knows no case. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /** The key that declares the queues; the node's part of their definition. */
    static void defineNames(Definition keys) {
        keys.group("Queues")
                .names(
                        QUEUES,
                        "The queues that this node takes tasks from: names of lower-case letters, digits and '-',"
                                + " separated by commas. Each has the keys queue.NAME.… below.");
    }

    /** The keys of the queue {@code name}, under their full names. */
    static Definition definition(String name) {
        Definition keys = new Definition();
        String prefix = prefix(name);
        TopicConfig.define(keys, prefix, name);
        WorkerConfig.define(keys, prefix);
        CheckConfig.define(keys, prefix);
        RetryConfig.define(keys, prefix);
        return keys;
    }

    static QueueConfig read(String name, Map<String, Setting> settings, Problems problems) {
        Values values = Values.parse(definition(name), settings, problems);
        String prefix = prefix(name);
        return new QueueConfig(
                name,
                TopicConfig.from(values, prefix, name),
                WorkerConfig.from(values, prefix),
                CheckConfig.from(values, prefix),
                RetryConfig.from(values, prefix));
    }

    static String prefix(String name) {
        return PREFIX + name + ".";
    }
}

package io.ballot.node.execution;

import io.ballot.node.record.RecordHeader;
import io.ballot.node.record.TaskRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a command finds in its environment: the node's own, without any {@code BALLOT_} setting (they may hold secrets), and
 * the task. Names are a contract with users' scripts.
 */
final class CommandEnvironment {

    static final String TASK_ID = "BALLOT_TASK_ID";
    private static final String PREFIX = "BALLOT_";

    private CommandEnvironment() {}

    /** The variables of a task; for a check, without a token, since none was granted. */
    static Map<String, String> of(TaskRecord record, int attempt, String nodeId) {
        Map<String, String> variables = new HashMap<>();
        for (RecordHeader header : record.headers()) {
            byte[] maybeValue = header.maybeValue();
            if (maybeValue != null) {
                variables.put(
                        PREFIX + "HEADER_" + upper(header.name()),
                        clean(new String(maybeValue, StandardCharsets.UTF_8)));
            }
        }
        variables.put(TASK_ID, clean(record.displayId()));
        variables.put(PREFIX + "QUEUE", record.partition().queue());
        variables.put(PREFIX + "ATTEMPT", Integer.toString(attempt));
        variables.put(PREFIX + "TOPIC", record.topic());
        variables.put(PREFIX + "PARTITION", Integer.toString(record.partition().partition()));
        variables.put(PREFIX + "OFFSET", Long.toString(record.offset()));
        variables.put(PREFIX + "NODE_ID", nodeId);
        return variables;
    }

    static Map<String, String> withToken(Map<String, String> variables, long token) {
        variables.put(PREFIX + "FENCING_TOKEN", Long.toString(token));
        return variables;
    }

    static Map<String, String> withReason(Map<String, String> variables, String reason) {
        variables.put(PREFIX + "DOUBT_REASON", reason);
        return variables;
    }

    /** Makes {@code environment}, the node's, a command's. */
    static void apply(Map<String, String> environment, Map<String, String> variables) {
        environment.keySet().removeIf(name -> name.startsWith(PREFIX));
        environment.putAll(variables);
    }

    /** Upper case; whatever a shell does not take in a name becomes {@code _}. */
    private static String upper(String header) {
        return header.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** The environment cannot hold a NUL. */
    private static String clean(String value) {
        return value.replace("\0", "");
    }
}

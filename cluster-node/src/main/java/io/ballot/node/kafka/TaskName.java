package io.ballot.node.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a record's headers say about which task it is.
 *
 * @param maybeId the submitter's id, null for a task that is named by its record
 * @param source what that id is unique within: the {@code ce_source} of a {@code ce_id}, the topic's id for an id that was
 *     made from a position, else empty
 * @param namespace the replay namespace, else empty
 * @param round how often the task was put back to its topic
 */
record TaskName(@Nullable String maybeId, String source, String namespace, int round) {

    /** No headers, which is what most records have. */
    static final TaskName OF_RECORD = new TaskName(null, "", "", 0);

    /** What Java writes for bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    static TaskName of(org.apache.kafka.common.header.Headers headers) {
        String taskId = "";
        String ceId = "";
        String ceSource = "";
        String record = "";
        String namespace = "";
        int round = 0;
        boolean any = false;
        for (Header header : headers) { // of several of one name the last counts, as in Kafka's lastHeader
            any = true;
            switch (header.key()) {
                case Headers.TASK_ID -> taskId = text(header);
                case Headers.CE_ID -> ceId = text(header);
                case Headers.CE_SOURCE -> ceSource = text(header);
                case Headers.RECORD -> record = text(header);
                case Headers.REPLAY -> namespace = text(header);
                case Headers.ROUND -> round = round(header);
                default -> {}
            }
        }
        if (!any) {
            return OF_RECORD;
        }
        if (!taskId.isEmpty()) {
            return new TaskName(taskId, record, namespace, round);
        }
        return ceId.isEmpty()
                ? new TaskName(null, "", namespace, round)
                : new TaskName(ceId, ceSource, namespace, round);
    }

    /**
     * An id may be any bytes. What is no UTF-8 is written as {@code 0x} and hexadecimal digits: decoded with replacement
     * characters, different ids would become one, and all but one of their tasks would be suppressed.
     */
    private static String text(Header header) {
        byte[] value = header.value();
        if (value == null) {
            return "";
        }
        String text = new String(value, StandardCharsets.UTF_8);
        boolean replaced =
                text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value);
        return replaced ? "0x" + HexFormat.of().formatHex(value) : text;
    }

    /** A round that is no number counts as none: the record is a task all the same, and must not be lost for it. */
    private static int round(Header header) {
        try {
            return Math.max(0, Integer.parseInt(text(header).trim()));
        } catch (NumberFormatException e) {
            // Anybody can write headers; round 0 means that the task runs unless its id ran before, which is safe.
            return 0;
        }
    }
}

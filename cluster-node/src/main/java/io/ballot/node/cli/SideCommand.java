package io.ballot.node.cli;

import io.ballot.core.Command.SideTopic;
import io.ballot.node.admin.Json;
import io.ballot.node.kafka.KafkaQueue;
import io.ballot.node.kafka.KafkaReadException;
import io.ballot.node.kafka.SideEntry;
import io.ballot.node.kafka.SideTopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person in one of a queue's side topics, and what a person may do with it. Without {@code --execute}
 * nothing is changed: the same tasks are found and listed as a plan.
 */
final class SideCommand {

    /** More than anybody reads; one command deals with so many at most, and says so. */
    private static final int MAX = 100_000;

    /** What to do with the tasks. */
    enum Deed {
        LIST("waits", ""),
        RUN("run again", "would be run again"),
        DROP("dropped", "would be dropped");

        private final String done;
        private final String plan;

        Deed(String done, String plan) {
            this.done = done;
            this.plan = plan;
        }
    }

    /** {@code parked list -o json}, and what {@code run} and {@code drop} found. */
    record Side(String schema, String cluster, String queue, String topic, boolean executed, List<Line> tasks) {}

    /** @param origin {@code TOPIC/PARTITION/OFFSET} of the task's record. @param payload its beginning, as text */
    record Line(
            String task,
            int round,
            @Nullable String origin,
            String reason,
            @Nullable Integer attempts,
            @Nullable String time,
            int bytes,
            String payload) {}

    private static final int PAYLOAD_SHOWN = 200;

    private final SideTopic side;
    private final String queue;

    SideCommand(SideTopic side, String queue) {
        this.side = side;
        this.queue = queue;
    }

    /** @param tasks these alone; empty for all of them */
    Page carryOut(Session session, Deed deed, List<String> tasks, boolean execute)
            throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        KafkaQueue kafkaQueue = KafkaSide.queue(Session.queues(survey, queue).get(0));
        try (SideTopicReader reader = SideTopicReader.open(
                session.kafka(survey).settings(),
                Math.max(10_000, session.target().timeoutMs()))) {
            List<SideEntry> found = chosen(reader.list(kafkaQueue, side, MAX), tasks);
            if (execute && deed == Deed.RUN) {
                reader.run(kafkaQueue, side, found);
            } else if (execute && deed == Deed.DROP) {
                reader.drop(kafkaQueue, side, found);
            }
            return page(survey, kafkaQueue.sideTopic(side), found, deed, execute);
        } catch (KafkaReadException | KafkaException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        }
    }

    private static List<SideEntry> chosen(List<SideEntry> all, List<String> tasks) throws CommandFailedException {
        if (tasks.isEmpty()) {
            return all;
        }
        List<SideEntry> chosen = new ArrayList<>();
        for (String task : tasks) {
            List<SideEntry> same =
                    all.stream().filter(entry -> entry.taskId().equals(task)).toList();
            if (same.isEmpty()) {
                throw CommandFailedException.notFound("no task '" + task + "' waits there; nothing was changed");
            }
            chosen.addAll(same);
        }
        return chosen;
    }

    private Page page(Survey survey, String topic, List<SideEntry> found, Deed deed, boolean execute) {
        List<Line> lines = found.stream().map(SideCommand::line).toList();
        Side answer = new Side("ballot.side/v1", survey.facts().cluster(), queue, topic, execute, lines);
        Page page = Page.of(answer, lines).table(table(lines));
        if (deed != Deed.LIST) {
            page.line(lines.size() + (lines.size() == 1 ? " task " : " tasks ") + (execute ? deed.done : deed.plan));
            if (!execute && !lines.isEmpty()) {
                page.line("nothing was changed; add --execute to do it", Tone.WARNING);
            }
        }
        return page;
    }

    private static Line line(SideEntry entry) {
        byte[] value = entry.record().value();
        byte[] payload = value == null ? new byte[0] : value;
        return new Line(
                entry.taskId(),
                entry.round(),
                entry.origin().isEmpty() ? null : entry.origin(),
                entry.reason(),
                entry.attempts() < 0 ? null : (Integer) entry.attempts(),
                entry.maybeTime() == null ? null : Json.time(entry.maybeTime()),
                payload.length,
                new String(payload, 0, Math.min(payload.length, PAYLOAD_SHOWN), StandardCharsets.UTF_8));
    }

    private static Table table(List<Line> lines) {
        Table table = new Table()
                .text("TASK", "SINCE")
                .number("ATTEMPTS", "ROUND")
                .text("ORIGIN", "WHY")
                .wideNumber("BYTES")
                .wideText("PAYLOAD");
        for (Line line : lines) {
            table.row(
                    line.task(),
                    line.time(),
                    line.attempts(),
                    line.round(),
                    line.origin(),
                    line.reason(),
                    line.bytes(),
                    line.payload());
        }
        return table;
    }
}

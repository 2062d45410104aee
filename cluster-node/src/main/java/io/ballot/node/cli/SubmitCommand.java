package io.ballot.node.cli;

import io.ballot.node.kafka.KafkaReadException;
import io.ballot.node.kafka.TaskSubmitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "submit", description = "submits a task and prints its id once Kafka holds it", sortOptions = false)
final class SubmitCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    @Parameters(paramLabel = "QUEUE", description = "the queue")
    String queue = "";

    @Option(names = "--id", paramLabel = "ID", description = "the task's id (default: one is made up)")
    @Nullable
    String maybeId;

    @Option(
            names = "--payload",
            paramLabel = "TEXT|@FILE|-",
            description = "the payload: this text, the bytes of a file, or standard input (default: none)")
    String payload = "";

    @Option(names = "--count", paramLabel = "N", description = "so many tasks, with the ids ID-1 to ID-N, or made up")
    @Nullable
    Integer maybeCount;

    @Option(names = "--wait", arity = "0..1", fallbackValue = "0", preprocessor = AttachedOnly.class, hidden = true)
    @Nullable
    String maybeWait;

    /** {@code submit -o json}. */
    record Submitted(String queue, String id) {}

    @Override
    public Integer call() throws CommandFailedException, InterruptedException {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        if (maybeWait != null) {
            throw CommandFailedException.wrongUse(
                    "--wait is not available yet; submit without it and look with: explain " + queue + " ID");
        }
        if (maybeCount != null && maybeCount < 1) {
            throw CommandFailedException.wrongUse("--count wants a number above 0, not " + maybeCount);
        }
        if (maybeId != null && maybeId.isEmpty()) {
            throw CommandFailedException.wrongUse("--id must not be empty: an empty id counts as none");
        }
        try (Session session = maybeTop.open()) {
            submit(session, maybeTop, payload(maybeTop.console));
        }
        return ExitCode.DONE;
    }

    private void submit(Session session, ClusterCommand top, byte[] bytes)
            throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        String topic = Session.queues(survey, queue).get(0).topic();
        Consumer<String> tell = id ->
                top.console.out().println(top.options.format.isJson() ? Console.compact(new Submitted(queue, id)) : id);
        KafkaSide kafka = session.kafka(survey);
        try (TaskSubmitter submitter =
                TaskSubmitter.open(kafka.settings(), session.target().timeoutMs())) {
            int count = maybeCount == null ? 1 : maybeCount;
            for (int n = 1; n <= count; n++) {
                submitter.submit(topic, id(n), bytes, tell);
            }
            submitter.flush(tell);
        } catch (KafkaReadException | KafkaException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        } finally {
            top.console.out().flush();
        }
    }

    private String id(int n) {
        if (maybeId == null) {
            return UUID.randomUUID().toString();
        }
        return maybeCount == null ? maybeId : maybeId + "-" + n;
    }

    private byte[] payload(Console console) throws CommandFailedException {
        try {
            if (payload.equals("-")) {
                return console.in().readAllBytes();
            }
            if (payload.startsWith("@")) {
                return Files.readAllBytes(Path.of(payload.substring(1)));
            }
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot read the payload " + payload + ": " + e.getMessage());
        }
        return payload.getBytes(StandardCharsets.UTF_8);
    }
}

package io.ballot.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.Task;
import io.ballot.worker.TaskContext;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import io.ballot.worker.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Receives a webhook of GitHub's: parses it, hashes it, and leaves a line in the effect log that everybody can see.
 *
 * <p>Not idempotent on purpose: executed twice, it leaves two lines, and the demo would find them. Before and after its
 * effect it waits as if it talked to another system, so that a SIGKILL hits tasks on both sides of the effect.
 */
public final class WebhookWorker implements TaskWorker<byte[]> {

    /** How long the system that the worker might call takes to answer, each time. */
    private static final long REMOTE_CALL_MS = 20;

    private final ObjectMapper json = new ObjectMapper();
    private final LineLog effects;
    private volatile String node = "";

    /** Writes where the demo's system property says. */
    public WebhookWorker() throws IOException {
        this(LineLog.directoryOrThrow());
    }

    WebhookWorker(Path directory) throws IOException {
        this.effects = LineLog.open(LineLog.effects(directory));
    }

    @Override
    public void start(WorkerContext context) {
        node = context.nodeId();
    }

    @Override
    public TaskResult execute(Task<byte[]> task, TaskContext context) throws Exception {
        JsonNode webhook = parse(task.payload());
        Thread.sleep(REMOTE_CALL_MS);
        Effect effect = new Effect(task.id(), sha256(task.payload()), context.fencingToken(), node);
        effects.append(effect.line());
        Thread.sleep(REMOTE_CALL_MS);
        return TaskResult.of(webhook.path("event").asText() + " of "
                + webhook.path("payload").path("repository").path("full_name").asText("no repository"));
    }

    /** What is no webhook now will be none the next time: no further attempt. */
    private JsonNode parse(byte[] payload) throws PermanentTaskException {
        try {
            JsonNode webhook = json.readTree(payload);
            if (!webhook.path("event").isTextual() || !webhook.path("payload").isObject()) {
                throw new PermanentTaskException("a JSON value, but not a webhook");
            }
            return webhook;
        } catch (IOException malformed) {
            throw new PermanentTaskException("not JSON", malformed);
        }
    }

    static String sha256(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        try {
            effects.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

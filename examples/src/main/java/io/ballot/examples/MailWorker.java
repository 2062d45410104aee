package io.ballot.examples;

import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.Task;
import io.ballot.worker.TaskContext;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Hands mails to a mail server's pick-up directory. The file's name is made from the task's id, so that a second execution
 * after a crash replaces the mail instead of sending another: that is what an idempotent handler looks like.
 */
public final class MailWorker implements TaskWorker<Mail> {

    private final Path pickup;

    /** For {@code queue.NAME.class}, which needs a constructor without parameters. */
    public MailWorker() {
        this(Path.of("pickup"));
    }

    public MailWorker(Path pickup) {
        this.pickup = pickup;
    }

    @Override
    public TaskResult execute(Task<Mail> task, TaskContext context) throws Exception {
        Mail mail = task.payload();
        if (!mail.to().contains("@")) {
            throw new PermanentTaskException("no address: " + mail.to()); // no further attempt, dead letter
        }
        Path unfinished = Files.createTempFile(Files.createDirectories(pickup), "mail", ".tmp");
        Files.writeString(unfinished, "To: " + mail.to() + "\nSubject: " + mail.subject() + "\n\n" + mail.text());
        Files.move(unfinished, fileOf(pickup, task.id()), StandardCopyOption.ATOMIC_MOVE);
        return TaskResult.of("handed over to " + mail.to()); // a normal return: executed
    }

    static Path fileOf(Path pickup, String taskId) {
        return pickup.resolve(URLEncoder.encode(taskId, StandardCharsets.UTF_8) + ".eml");
    }
}

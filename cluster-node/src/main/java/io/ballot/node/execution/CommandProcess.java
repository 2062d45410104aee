package io.ballot.node.execution;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command under its guard (see {@code guard.sh}): a shell that holds a pipe from this node and kills the command's
 * process group when the pipe closes, when the lease last told over it ends, or when it is asked to.
 */
final class CommandProcess {

    private static final Logger log = LoggerFactory.getLogger(CommandProcess.class);

    /** Beyond the guard's own grace: when it has not ended then, it is itself dead or stopped, and we kill. */
    private static final long GUARD_SLACK_MS = 2_000;

    private static final long OUTPUT_SLACK_MS = 200;

    private final Process guard;
    private final Path recordFile;
    private final long graceMs;
    private final OutputCapture output;
    private final OutputCapture errors;
    private boolean stopAsked;

    CommandProcess(Process guard, Path recordFile, long graceMs, OutputCapture output, OutputCapture errors) {
        this.guard = guard;
        this.recordFile = recordFile;
        this.graceMs = graceMs;
        this.output = output;
        this.errors = errors;
    }

    /** Tells the guard how long the lease lasts from now. */
    void tellLease(long remainingMs) {
        tell("L " + seconds(remainingMs) + "\n");
    }

    static String seconds(long ms) {
        return String.format(Locale.ROOT, "%d.%03d", ms / 1000, ms % 1000);
    }

    private void tell(String line) {
        OutputStream pipe = guard.getOutputStream();
        try {
            synchronized (pipe) {
                pipe.write(line.getBytes(StandardCharsets.US_ASCII));
                pipe.flush();
            }
        } catch (IOException e) {
            log.debug("the guard has ended already", e); // and so has its group
        }
    }

    /**
     * Waits for the command's end on the calling thread. An interrupt ends the command: SIGTERM, then SIGKILL.
     *
     * @throws IOException what the guard has put on file cannot be read
     */
    CommandOutcome await() throws IOException {
        int exitCode = awaitGuard();
        closePipe();
        GuardRecord record = GuardRecord.read(recordFile);
        if (!record.ended()) {
            endGroup(record.group());
        }
        awaitOutput();
        return new CommandOutcome(exitCode, record.stopped(), !record.ended(), output.kept(), errors.kept());
    }

    private int awaitGuard() throws IOException {
        while (true) {
            try {
                if (!stopAsked) {
                    return guard.waitFor();
                }
                if (guard.waitFor(graceMs + GUARD_SLACK_MS, TimeUnit.MILLISECONDS)) {
                    return guard.exitValue();
                }
                GuardRecord record = GuardRecord.read(recordFile);
                log.warn("the guard of process group {} does not answer; killing both", record.group());
                kill(record.group());
                guard.destroyForcibly();
            } catch (InterruptedException e) {
                if (!stopAsked) {
                    stopAsked = true;
                    tell("K\n");
                }
            }
        }
    }

    private void closePipe() {
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            log.debug("the guard's pipe was broken already", e);
        }
    }

    /** For a guard that was killed: its watch may still live and end the group as the pipe closes; else we do. */
    private void endGroup(long group) throws IOException {
        if (group == 0) {
            return;
        }
        log.warn("the guard of process group {} was killed; ending the group", group);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMs + GUARD_SLACK_MS);
        while (ProcessGroups.isAlive(group)) {
            if (System.nanoTime() >= deadline) {
                kill(group);
                return;
            }
            Thread.interrupted(); // the command is being ended already
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void kill(long group) throws IOException {
        if (group != 0) {
            ProcessGroups.signal("KILL", group);
        }
    }

    private void awaitOutput() {
        try {
            if (!output.await(OUTPUT_SLACK_MS) || !errors.await(OUTPUT_SLACK_MS)) {
                log.warn("a process that a command left behind holds its output open; what it writes is dropped");
            }
        } catch (InterruptedException e) {
            log.debug("told to stop after the command had ended; some of its output may be missing", e);
        }
    }
}

package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event.Ending;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue's tasks run by a command line: payload, environment, exit codes, output. */
@Tag("U5")
class CommandTest {

    @TempDir
    Path directory;

    private Bench bench(String line) throws WorkerStartException {
        return new Bench(directory, QueueExecution.of(Bench.QUEUE, 2, new Handler.OfCommand<>(line))).leaseFor(60_000);
    }

    @Test
    void exitZeroIsSuccessAndTheOutputIsTheResult() throws Exception {
        try (Bench bench = bench("tr a-z A-Z")) {
            bench.submit(1, "the payload");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 1)).asString().isEqualTo("THE PAYLOAD");
            try (Stream<Path> left = Files.list(directory.resolve("commands"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void exitHundredFailsForGoodAndEverythingElseFails() throws Exception {
        try (Bench bench = bench("read code; echo first >&2; echo \"went wrong\" >&2; exit $code")) {
            bench.submit(1, "100\n").submit(2, "1\n").submit(3, "255\n");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.PERMANENT);
            assertThat(bench.endingOf(2)).isEqualTo(Ending.FAILED);
            assertThat(bench.endingOf(3)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).isEqualTo("exit 100: went wrong");
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 2)).isEqualTo("exit 1: went wrong");
        }
    }

    @Test
    void aCommandThatDiesOfASignalOfItsOwnHasFailed() throws Exception {
        try (Bench bench = bench("kill -KILL $$")) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).isEqualTo("ended by signal 9");
        }
    }

    @Test
    void theEnvironmentTellsTheTask() throws Exception {
        String line = "env | grep '^BALLOT_' | sort";
        try (Bench bench = bench(line)) {
            bench.submit(8, "", header("content-type", "text/plain"), header("x.tenant", "blue\ngreen"));
            assertThat(bench.endingOf(8)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 8)).asString().isEqualTo("""
                    BALLOT_ATTEMPT=1
                    BALLOT_FENCING_TOKEN=1008
                    BALLOT_HEADER_CONTENT_TYPE=text/plain
                    BALLOT_HEADER_X_TENANT=blue
                    BALLOT_NODE_ID=n1
                    BALLOT_OFFSET=8
                    BALLOT_PARTITION=3
                    BALLOT_QUEUE=work
                    BALLOT_TASK_ID=task-8
                    BALLOT_TOPIC=work-topic
                    """);
        }
    }

    @Test
    void aPayloadIsAnyBytesAndNeedNotBeRead() throws Exception {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String payload = new String(bytes, StandardCharsets.ISO_8859_1);
        try (Bench bench = bench("if [ $BALLOT_OFFSET = 1 ]; then wc -c | tr -d ' \\n'; else echo unread; fi")) {
            bench.submit(1, payload).submit(2, payload);
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.endingOf(2)).isEqualTo(Ending.SUCCESS);
            int utf8Length = payload.getBytes(StandardCharsets.UTF_8).length;
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 1)).asString().isEqualTo("" + utf8Length);
        }
    }

    @Test
    void outputWithoutEndBlocksNothingAndIsKeptInPart() throws Exception {
        try (Bench bench = bench("head -c 3000000 /dev/zero | tr '\\0' x; head -c 3000000 /dev/zero | tr '\\0' y >&2;"
                + " printf 'the end' >&2; exit $BALLOT_PARTITION")) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1))
                    .startsWith("exit 3: yyy")
                    .endsWith("yyythe end")
                    .hasSizeLessThan(520);
        }
        try (Bench bench = bench("head -c 3000000 /dev/zero | tr '\\0' x")) {
            bench.submit(2, "");
            assertThat(bench.endingOf(2)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 2)).hasSize(QueueExecution.OUTPUT_MAX_BYTES);
        }
    }

    @Test
    void whatACommandLeavesBehindInItsGroupEndsWithIt() throws Exception {
        Path pidFile = directory.resolve("pid");
        try (Bench bench = bench("sleep 1000 & echo $! > " + pidFile)) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
            Processes.assertEnds(pidFile);
        }
    }

    @Test
    void aCommandThatIsNotThereHasFailedWithTheShellsWords() throws Exception {
        try (Bench bench = bench("/no/such/program")) {
            bench.submit(1, "");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.FAILED);
            assertThat(bench.adapter.maybeFailure(Bench.PARTITION, 1)).startsWith("exit 127: ");
        }
    }
}

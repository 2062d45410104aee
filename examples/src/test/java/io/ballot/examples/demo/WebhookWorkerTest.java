package io.ballot.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.PermanentTaskException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an execution leaves behind, and that the check finds exactly that. */
class WebhookWorkerTest {

    private static final Path PAYLOADS = Path.of(System.getProperty("basedir", "."), "webhooks.jsonl.gz");

    @TempDir
    Path directory;

    @Test
    void anExecutionLeavesOneLineWithTheHashOfItsPayload() throws Exception {
        Webhooks webhooks = Webhooks.read(PAYLOADS);
        try (WebhookWorker worker = new WebhookWorker(directory)) {
            String result = worker.execute(new SampleTask("webhook-00003", webhooks.payload(3)), new SampleContext(77))
                    .toString();
            assertThat(result).contains(" of ");
        }
        EffectIndex effects = new EffectIndex(directory);
        effects.refresh();
        assertThat(effects.of("webhook-00003"))
                .containsExactly(new Effect("webhook-00003", webhooks.sha256(3), 77, ""));
    }

    @Test
    void theCheckFindsWhatWasExecutedAndNothingElse() throws Exception {
        Webhooks webhooks = Webhooks.read(PAYLOADS);
        SampleTask task = new SampleTask("webhook-00001", webhooks.payload(1));
        WebhookCheck check = new WebhookCheck(directory);
        assertThat(check.check(task, DoubtReason.ORPHANED)).isEqualTo(Evidence.NOT_EXECUTED);
        try (WebhookWorker worker = new WebhookWorker(directory)) {
            worker.execute(task, new SampleContext(1));
        }
        assertThat(check.check(task, DoubtReason.ORPHANED)).isEqualTo(Evidence.EXECUTED);
        assertThat(check.check(new SampleTask("webhook-0000", task.payload()), DoubtReason.FILTER))
                .isEqualTo(Evidence.NOT_EXECUTED);
        assertThat(new LineReader(LineLog.checks(directory)).next().stream().map(CheckWord::parse))
                .extracting(CheckWord::answer)
                .containsExactly(Evidence.NOT_EXECUTED, Evidence.EXECUTED, Evidence.NOT_EXECUTED);
    }

    @Test
    void aTornEffectIsNoEffect() throws Exception {
        Files.writeString(LineLog.effects(directory), "webhook-00001 0123\n");
        WebhookCheck check = new WebhookCheck(directory);
        assertThatThrownBy(() -> check.check(new SampleTask("webhook-00001", new byte[0]), DoubtReason.ORPHANED))
                .hasMessageContaining("not an effect");
    }

    @Test
    void whatIsNoWebhookFailsForGood() throws Exception {
        try (WebhookWorker worker = new WebhookWorker(directory)) {
            for (String payload : new String[] {"{", "[1]", "{\"event\":\"push\"}"}) {
                SampleTask task = new SampleTask("t", payload.getBytes(StandardCharsets.UTF_8));
                assertThatThrownBy(() -> worker.execute(task, new SampleContext(1)))
                        .isInstanceOf(PermanentTaskException.class);
            }
        }
        assertThat(new LineReader(LineLog.effects(directory)).next()).isEmpty();
    }

    @Test
    void thePayloadsAreTheRealOnes() throws Exception {
        assertThat(Webhooks.read(PAYLOADS).size()).isEqualTo(273);
    }
}

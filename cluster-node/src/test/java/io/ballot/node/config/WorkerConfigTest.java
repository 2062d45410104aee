package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkerConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.queue().worker())
                .isEqualTo(new WorkerConfig(
                        WorkerType.EMBEDDED,
                        Optional.empty(),
                        Optional.empty(),
                        16,
                        20_000,
                        "unordered",
                        OptionalLong.empty(),
                        "worker"));
    }

    @Test
    void mapping() {
        assertThat(Judged.queue(
                                "worker", "command",
                                "command", "cat > /dev/null",
                                "concurrency", "2",
                                "prefetch", "500",
                                "order", "unordered",
                                "timeout.ms", "1500",
                                "codec", "string")
                        .worker())
                .isEqualTo(new WorkerConfig(
                        WorkerType.COMMAND,
                        Optional.of("cat > /dev/null"),
                        Optional.empty(),
                        2,
                        500,
                        "unordered",
                        OptionalLong.of(1500),
                        "string"));
        assertThat(Judged.queue("worker", "class", "class", "com.example.Outer$Mail")
                        .worker()
                        .className())
                .contains("com.example.Outer$Mail");
    }

    @Test
    void validation() {
        assertThat(Judged.queueErrors("worker", "http", "order", "key", "timeout.ms", "0", "codec", "jsno"))
                .containsExactly(
                        "queue.q.codec: 'jsno': not of the form needed; allowed: worker, bytes, string, json, or the full name"
                                + " of a class; default: worker",
                        "queue.q.order: 'key': not available in this version; allowed: unordered; default: unordered",
                        "queue.q.timeout.ms: '0': out of range; allowed: 'none', or 1 to 31536000000; default: none",
                        "queue.q.worker: 'http': not available in this version; allowed: class, command, embedded");
        assertThat(Judged.queueErrors("concurrency", "0", "prefetch", "0", "class", "no class", "command", " "))
                .hasSize(4);
    }
}

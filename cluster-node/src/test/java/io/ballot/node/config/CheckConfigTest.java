package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.queue().check())
                .isEqualTo(new CheckConfig(CheckType.PARK, Optional.empty(), Optional.empty(), 30_000));
    }

    @Test
    void mapping() {
        assertThat(Judged.queue("check", "command", "check.command", "grep -q id log", "check.timeout.ms", "500")
                        .check())
                .isEqualTo(new CheckConfig(CheckType.COMMAND, Optional.of("grep -q id log"), Optional.empty(), 500));
        for (CheckType type : new CheckType[] {CheckType.NEVER, CheckType.RERUN, CheckType.EMBEDDED}) {
            assertThat(Judged.queue("check", type.name().toLowerCase(Locale.ROOT))
                            .check()
                            .type())
                    .isEqualTo(type);
        }
    }

    @Test
    void validation() {
        assertThat(Judged.queueErrors("check", "jdbc", "check.class", "1x", "check.timeout.ms", "1"))
                .containsExactly(
                        "queue.q.check: 'jdbc': not available in this version; allowed: park, never, rerun, command,"
                                + " class, embedded; default: park",
                        "queue.q.check.class: '1x': not of the form needed; allowed: the full name of a class, such as"
                                + " com.example.MailWorker",
                        "queue.q.check.timeout.ms: '1': out of range; allowed: 10 to 86400000; default: 30000");
    }
}

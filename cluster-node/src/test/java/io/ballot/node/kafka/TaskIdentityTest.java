package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TaskIdentityTest {

    private static final Id128 SEED = new Id128(0x0123456789abcdefL, 0xfedcba9876543210L);

    private final TaskIdentity identity = new TaskIdentity("mail", SEED);

    @Test
    void anIdStaysTheSameOverVersionsOrEveryOldTaskWouldBeNew() {
        assertThat(identity.ofName("", "", "order-4711", 0)).hasToString("5315e940c20d1b3078dc6eeb6673aa05");
        assertThat(identity.ofRecord(new Id128(1, 2), 3, 4, 5)).hasToString("5dcb8c2645e5c827d69063c5d6ea1830");
    }

    @Test
    void everyFieldCountsAndNoneRunsIntoTheNext() {
        Set<Id128> ids = new HashSet<>();
        ids.add(identity.ofName("", "", "ab", 0));
        ids.add(identity.ofName("", "", "ab", 1));
        ids.add(identity.ofName("", "a", "b", 0));
        ids.add(identity.ofName("a", "", "b", 0));
        ids.add(identity.ofName("", "ab", "", 0));
        ids.add(new TaskIdentity("maila", SEED).ofName("", "", "b", 0));
        ids.add(new TaskIdentity("mail", new Id128(1, 1)).ofName("", "", "ab", 0));
        Id128 topic = new Id128(1, 2);
        ids.add(identity.ofRecord(topic, 0, 0, 0));
        ids.add(identity.ofRecord(topic, 1, 0, 0));
        ids.add(identity.ofRecord(topic, 0, 1, 0));
        ids.add(identity.ofRecord(topic, 0, 0, 1));
        ids.add(identity.ofRecord(new Id128(2, 1), 0, 0, 0));
        ids.add(new TaskIdentity("maila", SEED).ofRecord(topic, 0, 0, 0));

        assertThat(ids).hasSize(13);
    }

    @Test
    void anIdOfAnyLengthIsHashedWhole() {
        String longId = "x".repeat(10_000);

        assertThat(identity.ofName("", "", longId + "a", 0)).isNotEqualTo(identity.ofName("", "", longId + "b", 0));
        assertThat(identity.ofName("", "", "short", 0))
                .isEqualTo(new TaskIdentity("mail", SEED).ofName("", "", "short", 0));
    }

    @Test
    void theTaskIdHeaderComesBeforeTheCloudEventsOne() {
        assertThat(name("ce_id", "1", "ce_source", "/shop", "task-id", "T")).isEqualTo(new TaskName("T", "", "", 0));
        assertThat(name("ce_id", "1", "ce_source", "/shop")).isEqualTo(new TaskName("1", "/shop", "", 0));
        assertThat(name("ce_id", "1")).isEqualTo(new TaskName("1", "", "", 0));
    }

    @Test
    void withoutAnIdOrWithAnEmptyOneTheRecordIsTheName() {
        assertThat(name()).isEqualTo(TaskName.OF_RECORD);
        assertThat(name("content-type", "text/plain")).isEqualTo(TaskName.OF_RECORD);
        assertThat(name("task-id", "")).isEqualTo(TaskName.OF_RECORD);
    }

    @Test
    void roundAndReplayNamespaceAreRead() {
        assertThat(name("task-id", "T", "ballot-round", "7", "ballot-replay", "again"))
                .isEqualTo(new TaskName("T", "", "again", 7));
        assertThat(name("task-id", "T", "ballot-round", "seven").round()).isZero();
        assertThat(name("task-id", "T", "ballot-round", "-1").round()).isZero();
    }

    @Test
    void idsThatAreNoTextStayDifferent() {
        Set<TaskName> names = new HashSet<>();
        for (int number = 0; number < 256; number++) {
            byte[] id = {0, 0, 0, (byte) number};
            names.add(TaskName.of(new RecordHeaders().add("task-id", id)));
            names.add(TaskName.of(new RecordHeaders().add("ce_id", id).add("ce_source", id)));
        }
        assertThat(names).hasSize(512);
        assertThat(TaskName.of(new RecordHeaders().add("task-id", new byte[] {0, (byte) 0x80})))
                .isEqualTo(new TaskName("0x0080", "", "", 0));
        assertThat(name("task-id", "\uFFFD\u0101")).isEqualTo(new TaskName("\uFFFD\u0101", "", "", 0));
    }

    private static TaskName name(String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return TaskName.of(all);
    }
}

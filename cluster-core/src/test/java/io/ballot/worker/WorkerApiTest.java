package io.ballot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("U2")
class WorkerApiTest {

    @Test
    void builtInCodecsReadWhatTheyWrite() throws Exception {
        assertThat(PayloadCodec.string().decode(PayloadCodec.string().encode("größer")))
                .isEqualTo("größer");
        byte[] any = {0, -1, 7};
        assertThat(PayloadCodec.bytes().decode(PayloadCodec.bytes().encode(any)))
                .isEqualTo(any);
    }

    @Test
    void bytesThatAreNoTextAreReadAllTheSame() throws Exception {
        assertThat(PayloadCodec.string().decode(new byte[] {'a', -1})).isEqualTo("a\uFFFD");
    }

    @Test
    void aResultHoldsWhatItWasGiven() {
        assertThat(TaskResult.of("42").value()).isEqualTo("42".getBytes(StandardCharsets.UTF_8));
        assertThat(TaskResult.of("")).isSameAs(TaskResult.done());
        assertThat(TaskResult.done().value()).isEmpty();
    }

    @Test
    void aWorkerWithACodecIsTheHandlerInEverythingElse() throws Exception {
        List<String> calls = new ArrayList<>();
        TaskWorker<String> handler = new TaskWorker<>() {
            @Override
            public TaskResult execute(Task<String> task, TaskContext context) {
                calls.add("execute");
                return TaskResult.done();
            }

            @Override
            public void start(WorkerContext context) {
                calls.add("start");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
        PayloadCodec<String> codec = PayloadCodec.string();
        TaskWorker<String> worker = TaskWorker.of(codec, handler);
        worker.start(null);
        worker.execute(null, null);
        worker.close();
        assertThat(calls).containsExactly("start", "execute", "close");
        assertThat(worker.codec()).containsSame(codec);
        assertThat(handler.codec()).isEmpty();
    }
}

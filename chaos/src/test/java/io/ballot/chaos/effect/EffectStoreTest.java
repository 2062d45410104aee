package io.ballot.chaos.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.effect.Effect.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store is the witness of every run: what it refuses, answers and keeps is tried here without any node. */
class EffectStoreTest {

    @TempDir
    Path directory;

    @Test
    void anOlderTokenThanTheHighestSeenIsRefused() throws Exception {
        try (EffectStore store = new EffectStore(directory.resolve("log"))) {
            assertThat(store.write(Kind.START, "a", "n1", 1, 5, "0/0/1")).isEqualTo(Kind.START);
            assertThat(store.write(Kind.START, "a", "n2", 2, 6, "0/0/1")).isEqualTo(Kind.START);
            assertThat(store.write(Kind.END, "a", "n1", 1, 5, "0/0/1")).isEqualTo(Kind.END_REFUSED);
            assertThat(store.write(Kind.START, "a", "n1", 1, 4, "0/0/1")).isEqualTo(Kind.START_REFUSED);
            assertThat(store.write(Kind.END, "a", "n2", 2, 6, "0/0/1")).isEqualTo(Kind.END);
            assertThat(store.executedTasks()).isEqualTo(1);
        }
    }

    @Test
    void aCheckIsAnsweredFromTheLogAndStandsInIt() throws Exception {
        try (EffectStore store = new EffectStore(directory.resolve("log"))) {
            assertThat(store.check("a", 1, "ORPHANED")).isFalse();
            store.write(Kind.START, "a", "n1", 1, 5, "0/0/1");
            store.write(Kind.END, "a", "n1", 1, 5, "0/0/1");
            assertThat(store.check("a", 1, "ORPHANED")).isTrue();

            assertThat(store.onFile())
                    .extracting(Effect::detail)
                    .contains("ORPHANED:NOT_EXECUTED", "ORPHANED:EXECUTED");
        }
    }

    @Test
    void whatStandsInTheFileIsWhatWasWritten() throws Exception {
        try (EffectStore store = new EffectStore(directory.resolve("log"))) {
            store.note(Kind.DIED, "n1", 1, "SIGKILL");
            store.note(Kind.DIED, "n1", 1, "told twice");
            store.write(Kind.START, "a", "n2", 2, 5, "0/0/1");

            assertThat(store.onFile()).isEqualTo(store.since(0)).hasSize(2);
        }
    }

    @Test
    void effectsComeOverTheSocket() throws Exception {
        Path socket = directory.resolve("s");
        try (EffectStore store = new EffectStore(directory.resolve("log"));
                EffectServer server = EffectServer.start(store, socket)) {
            EffectClient client = EffectClient.to(socket);

            assertThat(client.write(Kind.START, "a", "n1", 6, "0/0/1")).isEqualTo(Kind.START);
            assertThat(client.write(Kind.START, "a", "n1", 5, "0/0/1")).isEqualTo(Kind.START_REFUSED);
            assertThat(client.check("a", "ORPHANED")).isFalse();
        }
    }

    @Test
    void anInterruptedHandlerStillTellsItsEffect() throws Exception {
        Path socket = directory.resolve("s");
        try (EffectStore store = new EffectStore(directory.resolve("log"));
                EffectServer server = EffectServer.start(store, socket)) {
            EffectClient client = EffectClient.to(socket);
            Thread.currentThread().interrupt();

            assertThat(client.write(Kind.START, "a", "n1", 6, "0/0/1")).isEqualTo(Kind.START);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}

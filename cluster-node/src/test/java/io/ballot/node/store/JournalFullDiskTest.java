package io.ballot.node.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ballot.core.Event;
import io.ballot.core.Recovery;
import io.ballot.protocol.JournalRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system without room: nothing is told that is not on file, and nothing that was told is lost (F4, F5). */
@Tag("F4")
@Tag("F5")
class JournalFullDiskTest {

    @TempDir
    Path mount;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount.toString());
        assumeTrue(mounted, "a file system can be mounted by root only");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", mount.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    @Test
    void aFullDiskIsSaidOnceAndWhatWasToldIsKnownAfterwards() throws Exception {
        List<JournalRecord> all = new ArrayList<>();
        try (JournalLife life = JournalLife.begin(mount, null)) {
            fill(life, all);

            assertThat(failures(life)).hasSize(1);
            assertThat(failures(life).get(0).reason())
                    .startsWith("cannot write " + mount.resolve("journal-0000000001") + ": ")
                    .contains("No space left on device")
                    .contains("start it again")
                    .doesNotContain("\n");
            assertThat(life.status().failed()).isTrue();
            long told = life.told();
            assertThat(told).isBetween(1L, (long) all.size() - 1);
            life.append(new JournalRecord.Promise(1)).append(SampleChanges.whole(all));
            life.close();
            assertThat(life.told()).as("nothing more is taken").isEqualTo(told);

            Files.delete(mount.resolve("ballast"));
            try (JournalLife next = JournalLife.begin(mount, new KnownStart(life.store(), 1))) {
                assertThat(next.store()).isEqualTo(life.store());
                Recovery recovery = next.maybeRecovery();
                assertThat(recovery).isNotNull();
                assertThat(SampleChanges.told(recovery))
                        .isEqualTo(SampleChanges.told(SampleChanges.after(all.subList(0, (int) told))));
                next.append(new JournalRecord.Promise(9)).onFile();
            }
        }
    }

    @Test
    void aWholeMemoryThatFindsNoRoomLeavesTheFileBefore() throws Exception {
        List<JournalRecord> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(SampleChanges.granted(1_000L * i, 200));
        }
        try (JournalLife life = JournalLife.begin(mount, null)) {
            life.append(all).onFile();
            Files.write(mount.resolve("ballast"), new byte[100 * 1024]);
            life.append(SampleChanges.whole(all));
            await().atMost(20, SECONDS).until(() -> !failures(life).isEmpty());

            assertThat(failures(life).get(0).reason())
                    .startsWith("cannot begin " + mount.resolve("journal-0000000002") + ": ");
            assertThat(Copies.journal(mount)).containsExactly("journal-0000000001");
            life.close();
            try (JournalLife next = JournalLife.begin(mount, new KnownStart(life.store(), 1))) {
                Recovery recovery = next.maybeRecovery();
                assertThat(recovery).isNotNull();
                assertThat(SampleChanges.told(recovery)).isEqualTo(SampleChanges.told(SampleChanges.after(all)));
            }
        }
    }

    private void fill(JournalLife life, List<JournalRecord> all) throws Exception {
        Files.write(mount.resolve("ballast"), new byte[64 * 1024]);
        for (int i = 0; i < 10_000 && failures(life).isEmpty(); i++) {
            JournalRecord change = SampleChanges.granted(1_000L * i, 100);
            all.add(change);
            life.append(change);
            if (i == 5) {
                life.onFile();
            }
        }
        await().atMost(20, SECONDS).until(() -> !failures(life).isEmpty());
    }

    private static List<Event.JournalFailed> failures(JournalLife life) {
        return life.events().stream()
                .filter(event -> event instanceof Event.JournalFailed)
                .map(event -> (Event.JournalFailed) event)
                .toList();
    }
}

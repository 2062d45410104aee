package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Arrows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The drawings of {@code docs/state-machines} are the tables that run; {@code -Dballot.generate=true} draws them anew. That
 * each arrow is really taken is {@link SimulatedClusterTest}'s.
 */
final class StateMachinesTest {

    private static final Path FOLDER = Path.of("..", "docs", "state-machines");

    @Test
    void theDrawingsAreTheTablesThatRun() throws IOException {
        Map<String, String> drawn = new TreeMap<>();
        for (SimProcess process : Scenario.of(2).start().cluster.processes()) {
            for (Arrows<?> machine : process.maybeMachine().arrows()) {
                drawn.put(machine.name() + ".mmd", machine.table().drawn());
            }
        }

        if (Boolean.getBoolean("ballot.generate")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> file : drawn.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> onFile = new TreeMap<>();
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                onFile.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(onFile)
                .as("docs/state-machines; draw them anew with -Dballot.generate=true")
                .isEqualTo(drawn);
    }
}

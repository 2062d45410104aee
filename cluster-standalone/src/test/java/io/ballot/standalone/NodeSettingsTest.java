package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standalone reads the few settings that it needs itself exactly as the nodes read them. */
class NodeSettingsTest {
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();
    private static final Map<String, String> ENVIRONMENT = Map.of("BALLOT_CLUSTER_NAME", "from-environment");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(
                directory.resolve("node.properties"), "cluster.name = from-file\nshutdown.drain.ms=5000\n");
    }

    @Test
    void takesAFlagBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws Exception {
        NodeSettings flag = new NodeSettings(file, Map.of("cluster.name", "from-flag"));
        NodeSettings noFlag = new NodeSettings(file, Map.of());

        assertThat(flag.clusterName(ENVIRONMENT)).isEqualTo("from-flag");
        assertThat(noFlag.clusterName(ENVIRONMENT)).isEqualTo("from-environment");
        assertThat(noFlag.clusterName(NO_ENVIRONMENT)).isEqualTo("from-file");
        assertThat(new NodeSettings(null, Map.of()).clusterName(NO_ENVIRONMENT)).isEqualTo("ballot");
    }

    @Test
    void waitsForTheDrainThatIsConfiguredAndHalfAMinuteMore() throws Exception {
        assertThat(new NodeSettings(file, Map.of()).stopMs(NO_ENVIRONMENT)).isEqualTo(35_000);
        assertThat(new NodeSettings(null, Map.of()).stopMs(NO_ENVIRONMENT)).isEqualTo(60_000);
        assertThat(new NodeSettings(file, Map.of("shutdown.drain.ms", "soon")).stopMs(NO_ENVIRONMENT))
                .isEqualTo(60_000);
    }

    @Test
    void namesAConfigurationFileThatIsNotThere() {
        NodeSettings settings = new NodeSettings(directory.resolve("missing"), Map.of());

        assertThatThrownBy(() -> settings.clusterName(NO_ENVIRONMENT))
                .hasMessage("there is no configuration file " + directory.resolve("missing"));
    }

    @Test
    void letsWhatMakesTheNodesACompanyWinOverTheUsersSettings() {
        NodeSettings settings = new NodeSettings(file, Map.of("node.id", "mine"));

        assertThat(settings.runArguments(Map.of("node.id", "n1")))
                .containsExactly("run", "--exit-on-stdin-close", "--config", file.toString(), "--set", "node.id=n1");
    }
}

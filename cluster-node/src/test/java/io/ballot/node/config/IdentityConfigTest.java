package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IdentityConfigTest {

    @Test
    void defaults() {
        IdentityConfig identity = Judged.config().identity();

        assertThat(identity.clusterName()).isEqualTo("ballot");
        assertThat(identity.nodeId()).matches("[A-Za-z0-9][A-Za-z0-9._-]*-7070");
        assertThat(identity.weight()).isEqualTo(1);
        assertThat(identity.dataDir()).isEqualTo(Path.of("var/data"));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "cluster.name",
                                "demo",
                                "node.id",
                                "n1",
                                "node.weight",
                                "5",
                                "data.dir",
                                "/srv/n1/../n1")
                        .identity())
                .isEqualTo(new IdentityConfig("demo", "n1", 5, Path.of("/srv/n1")));
    }

    @Test
    void validation() {
        String name = ": not of the form needed; allowed: up to 63 letters, digits, '.', '_' and '-', a letter or digit"
                + " first; default: ";
        assertThat(Judged.errors("cluster.name", "a/b", "node.id", "-n1", "node.weight", "0", "data.dir", " "))
                .containsExactly(
                        "cluster.name: 'a/b'" + name + "ballot",
                        "data.dir: ' ': no value; allowed: a path; default: var/data",
                        "node.id: '-n1'" + name + "host name and transport port",
                        "node.weight: '0': out of range; allowed: 1 to 1000; default: 1");
    }

    @Test
    void theDefaultNameIsAlwaysOneThatAZnodeCanHave() {
        assertThat(named("web-1.example.org")).isEqualTo("web-1.example.org-7070");
        assertThat(named("_böse maschine")).isEqualTo("b-se-maschine-7070");
        assertThat(named("")).isEqualTo("localhost-7070");
        assertThat(named("x".repeat(300))).hasSize(62).endsWith("x-7070");
    }

    private static String named(String host) {
        return new Surroundings(Path.of(""), () -> host).defaultNodeId(7070);
    }
}

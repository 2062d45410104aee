package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference and the template in the tree are what the code would write now. To write them anew: {@code ./mvnw -pl
 * cluster-node -am test -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dballot.generate=true}.
 */
class GeneratedFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    static Map<String, String> files() {
        return Map.of(
                "docs/configuration.md", ConfigDocs.markdown(),
                "conf/node.properties", ConfigTemplate.text());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFileInTheTreeIsWhatTheDefinitionsSay(String name) throws IOException {
        String generated = files().get(name);
        if (Boolean.getBoolean("ballot.generate")) {
            Files.writeString(ROOT.resolve(name), generated);
        }

        assertThat(ROOT.resolve(name))
                .as("%s is stale; write it anew with -Dballot.generate=true (see the head of this test)", name)
                .hasContent(generated);
    }

    static Iterable<String> names() {
        return files().keySet();
    }

    @Test
    void theTemplateAsItIsGivesTheDefaults() {
        NodeConfig config = NodeConfig.load(ROOT.resolve("conf/node.properties"), Map.of(), Map.of());

        assertThat(config).isEqualTo(NodeConfig.load(null, Map.of(), Map.of()));
    }

    @Test
    void everyLineOfTheTemplateCanBePutInForce() {
        StringBuilder text = new StringBuilder("queues=mails\nqueue.mails.worker=embedded\n");
        ConfigTemplate.text()
                .lines()
                .filter(line -> line.matches("#[a-z][^ ]*=.+"))
                .map(line -> line.substring(1).replace("queue.NAME.", "queue.mails."))
                .forEach(line -> text.append(line).append('\n'));
        Problems problems = new Problems();
        Map<String, Setting> settings = PropertiesReader.read(text.toString(), "template", problems);
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach((key, setting) -> values.put(key, setting.value()));

        NodeConfig config = NodeConfig.of(values);

        assertThat(problems.hasErrors()).isFalse();
        assertThat(settings).hasSizeGreaterThan(50);
        NodeConfig plain = NodeConfig.of(Map.of("queues", "mails", "queue.mails.worker", "embedded"));
        assertThat(config.lease()).isEqualTo(plain.lease());
        assertThat(config.membership()).isEqualTo(plain.membership());
        assertThat(config.queues()).isEqualTo(plain.queues());
        assertThat(config.kafka()).isEqualTo(plain.kafka());
    }
}

package io.ballot.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one fault has set for a member's next lives is still set when another fault sets something else. */
class MembersTest {

    @TempDir
    Path directory;

    private final PrintingSubject subject = new PrintingSubject();
    private Lab lab;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Machine plain = new Machine(null, false, null, false);
        lab = new Lab(directory, plain, Shape.ONE_BROKER, subject);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        lab.close();
    }

    private String lifeOf(String name) throws IOException, InterruptedException {
        Member member = lab.members().start(name);
        member.kill();
        return subject.said();
    }

    @Test
    void aChangeKeepsWhatAnEarlierOneHasSet() throws Exception {
        lab.members().change("n1", Map.of("data.dir", "/small"), Map.of());
        lab.members().change("n1", Map.of(), Map.of("MARK", "clock"));

        assertThat(lifeOf("n1")).isEqualTo("READY {data.dir=/small} clock");
        assertThat(lifeOf("n2")).isEqualTo("READY {} ");
    }

    @Test
    void aSettingCanBeTakenBackAlone() throws Exception {
        lab.members().unset("n1", "older");
        lab.members().change("n1", Map.of("older", "yes", "data.dir", "/other"), Map.of());
        lab.members().unset("n1", "older");

        assertThat(lifeOf("n1")).isEqualTo("READY {data.dir=/other} ");
    }

    @Test
    void whoTakesNoSettingsIsNotStartedWithThem() {
        Map<String, String> settings = Map.of("data.dir", "/small");

        assertThatThrownBy(() -> new Rival("spring").command(lab, lab.members().hostOf("n1"), "n1", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Spring Kafka takes no settings")
                .hasMessageContaining("data.dir");
    }
}

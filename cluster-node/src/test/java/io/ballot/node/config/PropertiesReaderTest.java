package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PropertiesReaderTest {

    private final Problems problems = new Problems();

    @Test
    void everyKeyRemembersTheLineItStartsOn() {
        Map<String, Setting> settings =
                read("# a comment\n\na=1\n  b : two  \n! another\nc three\r\nd=x\\\n   y\\\r\n z\ne=\n");

        assertThat(settings.values())
                .extracting(Setting::toString)
                .containsExactly("a=1 (f:3)", "b=two   (f:4)", "c=three (f:6)", "d=xyz (f:7)", "e= (f:10)");
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void escapesAreResolvedInKeysAndValues() {
        assertThat(values("a\\ b\\=c=\\tx\\u00e4\\\\\\z\n")).containsExactly(Map.entry("a b=c", "\txä\\z"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        assertThat(values("\uFEFFa=1")).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void aKeyGivenTwiceIsAProblemThatNamesBothLines() {
        assertThat(values("a=1\nb=2\na=3\n")).containsEntry("a", "1");
        assertThat(errors()).containsExactly("f:3: a: given twice; the first is at f:1, remove one of them");
    }

    @Test
    void aKeyWithoutAValueSignIsAProblem() {
        read("lease.ms\n");
        assertThat(errors())
                .containsExactly(
                        "f:1: lease.ms: no value sign; write lease.ms=VALUE, or start the line with # to ignore it");
    }

    @Test
    void aValueWithoutAKeyIsAProblem() {
        read("=1\n");
        assertThat(errors()).containsExactly("f:1: no key before the value sign");
    }

    @Test
    void aBrokenUnicodeEscapeIsAProblem() {
        read("a=C:\\users\n");
        assertThat(errors())
                .containsExactly("f:1: \\u must be followed by four hexadecimal digits; write \\\\ for one backslash");
    }

    /** Lines pasted from other systems' files must mean here what they mean there: random texts, read by both. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsNoProblemReadsAsJavaReadsIt(int seed) throws IOException {
        String text = randomText(new Random(seed));
        Map<String, String> ours = values(text);
        Properties javas = new Properties();
        if (problems.hasErrors()) {
            return; // Java has no opinion on what we refuse
        }
        javas.load(new StringReader(text));

        assertThat(ours).as("seed %d: %s", seed, text).containsExactlyInAnyOrderEntriesOf(asMap(javas));
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    private static String randomText(Random random) {
        String[] pieces = {
            "a", "b", "k", "=", ":", " ", "\t", "\\", "\\\\", "\n", "\r\n", "#", "!", "\\u0041", "=v", "\n", "\f"
        };
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static Map<String, String> asMap(Properties properties) {
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        read(text).forEach((key, setting) -> values.put(key, setting.value()));
        return values;
    }

    private Map<String, Setting> read(String text) {
        return PropertiesReader.read(text, "f", problems);
    }

    private List<String> errors() {
        return problems.errors().stream().map(Problem::toString).toList();
    }
}

package io.ballot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build's share of {@code dev/fuzz.sh}: the same inputs every time, a number that takes about a minute unloaded. */
@Tag("F1")
class FuzzTest {

    /** {@code -Dfuzz.inputs=N} for another number. */
    private static final long INPUTS = Long.getLong("fuzz.inputs", 2_000_000);

    static List<String> targets() {
        return FuzzTargets.NAMES;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whateverIsReadIsUnderstoodOrRefusedAndCostsLittle(String name) throws Exception {
        try (FuzzTarget target = FuzzTargets.named(name).get(0)) {
            long inputs = Math.max(1_000, INPUTS * target.perMille() / 1_000);
            FuzzRun.Tally tally = new FuzzRun(target, Path.of("target/fuzz")).run(FuzzRun.FIRST_SEED, inputs);
            System.out.println(tally);
            assertThat(tally.inputs()).isEqualTo(inputs);
            // Inputs of which all are refused, or none, would try one half of the reader only.
            assertThat(tally.understood()).isGreaterThan(inputs / 10);
            assertThat(tally.refused()).isGreaterThan(inputs / 10);
        }
    }

    @Test
    void theSharesAreOfAThousand() {
        assertThat(FuzzTargets.named("").stream().mapToInt(FuzzTarget::perMille).sum())
                .isEqualTo(1_000);
    }

    @Test
    void anInputThatBreaksAPromiseIsKeptAndSaidWithItsSeed(@TempDir Path findings) throws Exception {
        FuzzTarget real = FuzzTargets.named("commit-metadata").get(0);
        FuzzTarget broken = new FuzzTarget() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public int perMille() {
                return 0;
            }

            @Override
            public byte[] make(FuzzRandom random) {
                return real.make(random);
            }

            @Override
            public Answer check(byte[] input) throws Exception {
                Answer answer = real.check(input);
                Promises.holds(answer == Answer.UNDERSTOOD, "refused");
                return answer;
            }
        };
        assertThatThrownBy(() -> new FuzzRun(broken, findings).run(1, 1_000))
                .isInstanceOf(FuzzRun.Finding.class)
                .hasMessageContaining("dev/fuzz.sh --target broken --seed ");
        Path kept;
        try (var files = Files.list(findings)) {
            kept = files.findFirst().orElseThrow();
        }
        long seed = Long.parseLong(kept.getFileName().toString().replaceAll("\\D", ""));
        assertThat(kept).hasBinaryContent(real.make(new FuzzRandom(seed)));
    }
}

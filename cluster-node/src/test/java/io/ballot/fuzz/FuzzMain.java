package io.ballot.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code dev/fuzz.sh}: tries every target with the inputs of a row of seeds, or one of them with a file. */
final class FuzzMain {

    private static final Path FINDINGS = Path.of("cluster-node/target/fuzz");

    private FuzzMain() {}

    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(String... args) throws Exception {
        FuzzOptions options;
        List<FuzzTarget> targets;
        try {
            options = FuzzOptions.parse(args);
            targets = FuzzTargets.named(options.target());
        } catch (IllegalArgumentException e) {
            System.err.println("fuzz: " + e.getMessage() + "\n" + FuzzOptions.USAGE);
            return 2;
        }
        if (options.help()) {
            System.out.println(FuzzOptions.USAGE);
            return 0;
        }
        long shares = targets.stream().mapToLong(FuzzTarget::perMille).sum();
        long tried = 0;
        int findings = 0;
        for (FuzzTarget target : targets) {
            try (target) {
                if (!options.file().isEmpty()) {
                    System.out.println(target.name() + ": " + again(target, Path.of(options.file())));
                    tried++;
                    continue;
                }
                long inputs = Math.max(1, options.inputs() * target.perMille() / shares);
                FuzzRun.Tally tally = new FuzzRun(target, FINDINGS).run(options.seed(), inputs);
                tried += tally.inputs();
                System.out.println(tally);
            } catch (FuzzRun.Finding finding) {
                findings++;
                System.out.println(finding.getMessage());
                if (finding.getCause() != null) {
                    finding.getCause().printStackTrace(System.out);
                }
            }
        }
        System.out.println(tried + " inputs, " + findings + " findings");
        return findings == 0 ? 0 : 1;
    }

    private static FuzzTarget.Answer again(FuzzTarget target, Path file) throws FuzzRun.Finding, IOException {
        return new FuzzRun(target, FINDINGS).check(0, Files.readAllBytes(file));
    }
}

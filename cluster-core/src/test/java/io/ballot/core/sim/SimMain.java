package io.ballot.core.sim;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** {@code dev/sim.sh}: runs seeds and says what they showed. */
final class SimMain {

    private SimMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        SimOptions options;
        List<Ablation> taken;
        try {
            options = SimOptions.parse(args);
            taken = options.without().isEmpty() ? List.of() : Ablations.named(options.without());
        } catch (IllegalArgumentException e) {
            System.err.println("sim: " + e.getMessage() + "\n" + SimOptions.USAGE);
            return 2;
        }
        if (options.help()) {
            System.out.println(SimOptions.USAGE);
            return 0;
        }
        if (options.list()) {
            Ablations.all().forEach(ablation -> System.out.printf("%-14s %s%n", ablation.name(), ablation.sentence()));
            return 0;
        }
        return options.without().isEmpty() ? whole(options) : without(options, taken);
    }

    private static int whole(SimOptions options) {
        Coverage coverage = new Coverage();
        AtomicLong events = new AtomicLong();
        AtomicLong violations = new AtomicLong();
        Seeds.run(options.seed(), options.histories(), options.threads(), seed -> {
            try {
                SimResult result = Simulator.run(seed);
                events.addAndGet(result.events());
                coverage.add(result.coverage());
            } catch (InvariantViolation violation) {
                violations.incrementAndGet();
                tell(violation, options.histories() == 1);
                System.out.println("again, with its last steps: dev/sim.sh --seed " + seed);
            }
            return true;
        });
        System.out.println(coverage);
        System.out.println(options.histories() + " histories, " + events + " events, " + violations + " violations");
        return violations.get() == 0 ? 0 : 1;
    }

    private static void tell(InvariantViolation violation, boolean whole) {
        String text = String.valueOf(violation.getMessage());
        System.out.println(whole ? text : text.lines().findFirst().orElse(text));
        Throwable cause =
                violation.getCause() == null ? null : violation.getCause().getCause();
        if (whole && cause != null) {
            cause.printStackTrace(System.out);
        }
    }

    private static int without(SimOptions options, List<Ablation> taken) {
        int missing = 0;
        for (Ablation ablation : taken) {
            Hunt found = Hunt.without(ablation, options);
            System.out.println(found);
            missing += found.isFound() ? 0 : 1;
        }
        System.out.println(taken.size() + " taken away, " + missing + " without a violation");
        return missing == 0 ? 0 : 1;
    }
}

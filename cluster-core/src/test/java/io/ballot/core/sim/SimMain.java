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
        List<Scenarios.Script> scripts;
        try {
            options = SimOptions.parse(args);
            boolean some = !options.scenario().isEmpty() && !options.scenario().equals("list");
            scripts = some ? Scenarios.named(options.scenario()) : List.of();
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
        if (options.scenario().equals("list")) {
            Scenarios.all()
                    .forEach(script -> System.out.printf(
                            "%.3s  %s (%s)%n", script.name(), script.sentence(), String.join(" ", script.tags())));
            return 0;
        }
        if (!scripts.isEmpty()) {
            return taken.isEmpty() ? scripted(scripts) : scriptedWithout(scripts, taken);
        }
        return options.without().isEmpty() ? whole(options) : without(options, taken);
    }

    private static int whole(SimOptions options) {
        Coverage coverage = new Coverage();
        AtomicLong events = new AtomicLong();
        AtomicLong violations = new AtomicLong();
        AtomicLong hashes = new AtomicLong();
        Seeds.run(options.seed(), options.histories(), options.threads(), seed -> {
            try {
                SimResult result = Simulator.run(seed);
                events.addAndGet(result.events());
                hashes.addAndGet(result.hash());
                coverage.add(result.coverage());
            } catch (InvariantViolation violation) {
                violations.incrementAndGet();
                tell(violation, options.histories() == 1);
                System.out.println("again, with its last steps: dev/sim.sh --seed " + seed);
            }
            return true;
        });
        System.out.println(coverage);
        System.out.printf("the same on any machine and JDK: %016x%n", hashes.get());
        System.out.println(options.histories() + " histories, " + events + " events, " + violations + " violations");
        return violations.get() == 0 ? 0 : 1;
    }

    private static int scripted(List<Scenarios.Script> scripts) {
        int violations = 0;
        for (Scenarios.Script script : scripts) {
            String said = "held";
            try {
                script.run();
            } catch (Throwable e) { // what goes wrong in a scenario is told, and the next one is run
                violations++;
                said = "VIOLATED: " + e;
            }
            System.out.printf("%.3s  %s: %s%n", script.name(), script.sentence(), said);
        }
        System.out.println(
                scripts.size() + " histories, " + Scenario.eventsOfAll() + " events, " + violations + " violations");
        return violations == 0 ? 0 : 1;
    }

    /** Which of the scenarios notice that something is missing; each that is taken away must be missed by one. */
    private static int scriptedWithout(List<Scenarios.Script> scripts, List<Ablation> taken) {
        int unnoticed = 0;
        for (Ablation ablation : taken) {
            AblatedWorld world = new AblatedWorld(ablation.cuts());
            List<String> missing = scripts.stream()
                    .map(Scenarios.Script::name)
                    .filter(name -> !world.violationOf(name).isEmpty())
                    .toList();
            System.out.printf("%-14s %s%n", ablation.name(), missing.isEmpty() ? "UNNOTICED" : missing);
            unnoticed += missing.isEmpty() ? 1 : 0;
        }
        System.out.println(
                taken.size() + " taken away, " + unnoticed + " unnoticed by " + scripts.size() + " scenarios");
        return unnoticed == 0 ? 0 : 1;
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

package io.ballot.chaos.run;

import io.ballot.chaos.fault.Catalog;
import io.ballot.chaos.fault.Fault;
import io.ballot.chaos.lab.Leftovers;
import io.ballot.chaos.lab.Machine;
import io.ballot.chaos.lab.Rival;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * {@code dev/chaos.sh}: real processes, real faults, and a table of what they did.
 *
 * <p>The table and the last line go to standard output, what happens meanwhile to standard error. Exit codes: 0 every promise
 * kept, 1 one broken or the run could not be played, 2 wrong use, 130 and 143 interrupted.
 */
public final class Chaos {

    private static final String USAGE = String.join(
            "\n",
            "usage: dev/chaos.sh [--minutes M | --duration 10m] [--fault NAME[,...] | --quick | --all] [--seed S] [--list]",
            "  --fault NAME[,...]  these faults, one after the other; --quick and --all are short for some and for all of them",
            "  --compare           joins, leaves, SIGKILL, SIGSTOP, rolling restart, for Ballot and all that it is compared with",
            "  --rounds N          each of these faults so often; the table ends with medians and worst cases",
            "  --minutes M         mixed faults for so long, drawn from --fault's or from all; 10 if nothing is said",
            "  --seed S            of the workload and of the order of mixed faults",
            "  --subject NAME,...  what to strike: ballot, or what --list shows to compare it with",
            "  --set KEY=VALUE     a setting for all of Ballot's nodes",
            "  --older REF         the commit that faults with two versions take the older one from",
            "  --out FILE          the table, or a document with a place for it; --json FILE  all details",
            "  --keep              leave the logs and the data, and say where");

    private Chaos() {}

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::leave, "leave"));
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) {
        Narrator narrator = new Narrator(System.err);
        try {
            Options options =
                    Options.parse(args, Catalog.all().stream().map(Fault::name).toList(), Catalog.QUICK);
            if (options.help()) {
                System.out.println(USAGE);
                return 0;
            }
            Machine machine = Machine.look();
            if (options.list()) {
                list(machine);
                return 0;
            }
            return run(options, machine, narrator);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            return 2;
        } catch (IOException | RuntimeException failed) {
            narrator.tell("could not be played: %s", failed.toString());
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private static void list(Machine machine) {
        for (Fault fault : Catalog.all()) {
            String missing = fault.needs().stream()
                    .map(machine::missing)
                    .flatMap(java.util.Optional::stream)
                    .findFirst()
                    .map(why -> " (here not run: " + why + ")")
                    .orElse("");
            System.out.println(String.format(Locale.ROOT, "%-22s %s%s", fault.name(), fault.says(), missing));
        }
        System.out.println("\nsystems to strike (--subject):");
        System.out.println("ballot                 Ballot");
        Rival.kinds().forEach((name, title) -> System.out.println(String.format(Locale.ROOT, "%-22s %s", name, title)));
    }

    private static int run(Options options, Machine machine, Narrator narrator)
            throws IOException, InterruptedException {
        Leftovers.sweep(machine).forEach(what -> narrator.tell("left by an earlier run, now removed: %s", what));
        Workspace.sweep();
        Path directory = Workspace.create();
        Player player = new Player(options, machine, directory, narrator);
        Thread cleaner = new Thread(() -> clean(player, options, directory, narrator), "clean");
        Runtime.getRuntime().addShutdownHook(cleaner);
        narrator.tell("seed %d, in %s", options.seed(), directory);
        Report report = player.play();
        String table = Table.of(report.rows());
        if (options.rounds() > 1) {
            table += "\n\n" + Rounds.of(report.rows());
        }
        System.out.println(table);
        report.explanations().forEach(System.out::println);
        report.complaints().forEach(System.out::println);
        System.out.println(report.lastLine());
        Path out = options.maybeOut();
        if (out != null) {
            TableFile.write(out, table);
        }
        Path json = options.maybeJson();
        if (json != null) {
            report.writeJson(json);
        }
        return report.isGood() ? 0 : 1;
    }

    /** Whatever the end was: nothing is left running, and nothing lies about. */
    private static void clean(Player player, Options options, Path directory, Narrator narrator) {
        try {
            player.abandon();
            if (options.keep()) {
                narrator.tell("kept in %s", directory);
            } else {
                Workspace.delete(directory);
            }
        } catch (IOException left) {
            System.err.println("left behind: " + directory + " (" + left + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.ballot.node.cli;

import io.ballot.core.Command.SideTopic;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code parked} and {@code dlq}: the same deeds for two topics. */
abstract class DeedCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DEED", description = "list, run or replay, drop")
    String deed = "";

    @Parameters(index = "1", paramLabel = "QUEUE", description = "the queue")
    String queue = "";

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "TASK-ID", description = "these tasks")
    List<String> tasks = List.of();

    @Option(names = "--all", description = "all tasks that wait")
    boolean all;

    @Option(names = "--execute", description = "do it; without this only the plan is printed")
    boolean execute;

    private final SideTopic side;
    private final String runWord;

    /** @param runWord how running them again is called here */
    DeedCommand(SideTopic side, String runWord) {
        this.side = side;
        this.runWord = runWord;
    }

    @Override
    public final Integer call() throws CommandFailedException, InterruptedException {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        SideCommand.Deed what = deed();
        if (what != SideCommand.Deed.LIST && tasks.isEmpty() != all) {
            throw CommandFailedException.wrongUse(deed + " wants either task ids or --all");
        }
        boolean really = execute && what != SideCommand.Deed.LIST;
        if (really && maybeTop.options.maybeWatchSeconds != null) {
            throw CommandFailedException.wrongUse("--watch and --execute do not go together");
        }
        SideCommand command = new SideCommand(side, queue);
        return maybeTop.show(session -> command.carryOut(session, what, tasks, really));
    }

    private SideCommand.Deed deed() throws CommandFailedException {
        String word = deed.toLowerCase(Locale.ROOT);
        if (word.equals("list")) {
            return SideCommand.Deed.LIST;
        } else if (word.equals(runWord)) {
            return SideCommand.Deed.RUN;
        } else if (word.equals("drop")) {
            return SideCommand.Deed.DROP;
        }
        throw CommandFailedException.wrongUse(
                "there is no '" + spec.name() + " " + deed + "'; there are: list, " + runWord + ", drop");
    }
}

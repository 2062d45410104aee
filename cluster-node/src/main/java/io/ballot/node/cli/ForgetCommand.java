package io.ballot.node.cli;

import io.ballot.node.zookeeper.ClusterReader;
import io.ballot.node.zookeeper.ZooKeeperUnreachableException;
import io.ballot.protocol.NodeId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "forget",
        description = {
            "takes a node that will not come back off the list of known nodes",
            "",
            "It counts for min.insync no more. A node of that name that starts again is known again."
        },
        sortOptions = false)
final class ForgetCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    @Parameters(paramLabel = "NODE", description = "its name")
    String node = "";

    /** {@code forget -o json}. */
    record Forgotten(String schema, String cluster, String forgotten) {}

    @Override
    public Integer call() throws CommandFailedException, InterruptedException {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        try (Session session = maybeTop.open()) {
            Referee referee = session.referee();
            try {
                return told(session, referee.reader().forget(new NodeId(node)), maybeTop);
            } catch (ZooKeeperUnreachableException e) {
                throw referee.unreachable(e);
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.wrongUse(String.valueOf(e.getMessage()));
            }
        }
    }

    private int told(Session session, ClusterReader.Forgotten result, ClusterCommand top)
            throws CommandFailedException {
        String cluster = session.target().cluster();
        switch (result) {
            case FORGOTTEN -> {
                Page page = Page.of(new Forgotten("ballot.forget/v1", cluster, node))
                        .line(node + " is forgotten");
                top.console.write(page, top.options);
                return ExitCode.DONE;
            }
            case NOT_KNOWN ->
                throw CommandFailedException.notFound("cluster '" + cluster + "' knows no node '" + node + "'");
            case ALIVE -> throw CommandFailedException.failed(node + " is a member now; stop it first, then forget it");
        }
        throw new IllegalStateException("unhandled: " + result);
    }
}

package io.ballot.node.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "nodes", description = "roles, addresses, epoch, in-sync set, versions", sortOptions = false)
final class NodesCommand extends LookCommand {

    /** {@code nodes -o json}. */
    record Nodes(
            String schema,
            String cluster,
            long epoch,
            @Nullable List<String> inSync,
            List<ClusterReport.NodeLine> nodes) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        List<ClusterReport.NodeLine> nodes = new Reports(survey).nodes();
        return Page.of(
                        new Nodes(
                                "ballot.nodes/v1",
                                survey.facts().cluster(),
                                survey.facts().epoch(),
                                survey.maybeInSync(),
                                nodes),
                        nodes)
                .table(Lines.nodes(nodes, survey.facts().candidates()));
    }
}

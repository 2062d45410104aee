package io.ballot.node.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "queues",
        description = "per queue: topic, workers, running, executed, suppressed, doubts, parked, dead letters",
        sortOptions = false)
final class QueuesCommand extends LookCommand {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "this queue alone")
    @Nullable
    String maybeName;

    /** {@code queues -o json}. */
    record Queues(String schema, String cluster, List<ClusterReport.QueueLine> queues) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.everything();
        Reports reports = new Reports(survey);
        List<ClusterReport.QueueLine> queues =
                Session.queues(survey, maybeName).stream().map(reports::queue).toList();
        Page page = Page.of(new Queues("ballot.queues/v1", survey.facts().cluster(), queues), queues)
                .table(Lines.queues(queues));
        if (queues.stream().anyMatch(ClusterReport.QueueLine::partial)) {
            page.line("not every node answers: the counters are those of the others", Tone.WARNING);
        }
        return page;
    }
}

package io.ballot.node.cli;

import io.ballot.node.kafka.PartitionLag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "lag", description = "per partition: committed, end, lag, owner", sortOptions = false)
final class LagCommand extends LookCommand {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "this queue alone")
    @Nullable
    String maybeName;

    /** {@code lag -o json}. @param partitions null of a queue that Kafka does not tell of is left out; see {@code unknown} */
    record Lag(String schema, String cluster, List<Line> partitions, List<Unknown> unknown) {}

    /** @param committed next offset that the group reads; null if it has committed nothing */
    record Line(
            String queue,
            String topic,
            int partition,
            @Nullable Long committed,
            long end,
            long lag,
            @Nullable String owner) {}

    /** A queue whose lag Kafka does not tell. */
    record Unknown(String queue, String topic, String why) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.everything();
        List<Line> lines = new ArrayList<>();
        List<Unknown> unknown = new ArrayList<>();
        Table table = new Table()
                .text("QUEUE", "TOPIC")
                .number("PARTITION", "COMMITTED", "END", "LAG")
                .text("OWNER");
        for (QueueTopic queue : Session.queues(survey, maybeName)) {
            Said<List<PartitionLag>> said = survey.lags().getOrDefault(queue.queue(), Said.nothing("not asked"));
            List<PartitionLag> maybeLags = said.maybeValue();
            if (maybeLags == null) {
                unknown.add(new Unknown(queue.queue(), queue.topic(), said.why()));
                table.row(Tone.BAD, queue.queue(), queue.topic(), null, null, null, null, null);
                continue;
            }
            for (PartitionLag lag : maybeLags) {
                Long committed = lag.committed() < 0 ? null : (Long) lag.committed();
                lines.add(new Line(
                        lag.queue(), lag.topic(), lag.partition(), committed, lag.end(), lag.lag(), lag.maybeOwner()));
                table.row(
                        lag.queue(),
                        lag.topic(),
                        lag.partition(),
                        committed == null ? Table.NONE : committed,
                        lag.end(),
                        lag.lag(),
                        lag.maybeOwner() == null ? Table.NONE : lag.maybeOwner());
            }
        }
        Page page = Page.of(new Lag("ballot.lag/v1", survey.facts().cluster(), lines, unknown), lines)
                .table(table);
        unknown.forEach(one -> page.line(one.queue() + ": " + one.why(), Tone.WARNING));
        return page.exit(unknown.isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
    }
}

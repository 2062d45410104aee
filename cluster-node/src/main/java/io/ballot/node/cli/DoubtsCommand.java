package io.ballot.node.cli;

import io.ballot.node.admin.DoubtReport;
import io.ballot.node.admin.EvidenceReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doubts",
        description = "doubtful tasks now: since when, why, evidence so far, what happens next",
        sortOptions = false)
final class DoubtsCommand extends LookCommand {

    @Option(names = "--queue", paramLabel = "Q", description = "of this queue alone")
    @Nullable
    String maybeQueue;

    /** What a node answers to {@code /v1/doubts}. */
    record Told(List<DoubtReport> doubts) {}

    /** {@code doubts -o json}. @param silent nodes that live and did not answer */
    record Doubts(String schema, String cluster, List<Line> doubts, List<String> silent) {}

    /** @param evidence what was answered so far, node by node; null if the leader does not tell */
    record Line(DoubtReport doubt, @Nullable List<EvidenceReport.Answer> evidence) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        Session.queues(survey, maybeQueue);
        List<DoubtReport> doubts = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        Map<String, Said<Told>> said = session.ask(survey.facts(), "/v1/doubts", Told.class);
        said.forEach((node, one) -> {
            Told maybeTold = one.maybeValue();
            if (maybeTold == null) {
                silent.add(node);
            } else {
                maybeTold.doubts().stream()
                        .filter(doubt -> maybeQueue == null || doubt.queue().equals(maybeQueue))
                        .forEach(doubts::add);
            }
        });
        doubts.sort(Comparator.comparing(DoubtReport::since));
        Evidence evidence = Evidence.of(session, survey, doubts);
        List<Line> lines = doubts.stream()
                .map(doubt -> new Line(doubt, evidence.maybeFor(doubt.id())))
                .toList();
        Page page = Page.of(new Doubts("ballot.doubts/v1", survey.facts().cluster(), lines, silent), lines)
                .table(table(lines));
        if (!silent.isEmpty()) {
            page.line("no answer from " + String.join(", ", silent) + ": their doubts are not listed", Tone.WARNING);
        }
        return page;
    }

    private static Table table(List<Line> lines) {
        Table table = new Table()
                .text("QUEUE", "TASK", "NODE", "PHASE", "WHY")
                .number("FOR")
                .text("EVIDENCE")
                .text("NEXT")
                .wideText("POSITION", "ID");
        for (Line line : lines) {
            DoubtReport doubt = line.doubt();
            table.row(
                    doubt.queue(),
                    doubt.task() == null ? doubt.position() : doubt.task(),
                    doubt.node(),
                    doubt.phase(),
                    doubt.reason(),
                    Durations.text(doubt.forMs()),
                    line.evidence() == null ? null : words(line.evidence()),
                    doubt.next(),
                    doubt.position(),
                    doubt.id());
        }
        return table;
    }

    private static String words(List<EvidenceReport.Answer> answers) {
        return answers.isEmpty()
                ? Table.NONE
                : String.join(
                        " ",
                        answers.stream()
                                .map(answer -> answer.node() + "=" + answer.said())
                                .toList());
    }
}

package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import io.ballot.node.admin.ReignReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "leader", description = "who leads since when, and what the leader alone knows", sortOptions = false)
final class LeaderCommand extends LookCommand {

    /**
     * {@code leader -o json}.
     *
     * @param leader null if nobody says that it leads
     * @param claimant who claimed the latest epoch
     * @param candidates who stands for election, first to come first
     */
    record Leader(
            String schema,
            String cluster,
            @Nullable String leader,
            @Nullable String claimant,
            long epoch,
            @Nullable String since,
            @Nullable List<String> inSync,
            List<String> candidates,
            @Nullable ReignReport reign) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        Optional<NodeReport> leader = survey.leader();
        ReignReport maybeReign = leader.map(NodeReport::reign).orElse(null);
        Leader answer = new Leader(
                "ballot.leader/v1",
                survey.facts().cluster(),
                leader.map(NodeReport::id).orElse(null),
                survey.facts().maybeClaimant(),
                leader.map(NodeReport::epoch).orElse(survey.facts().epoch()),
                maybeReign == null ? null : maybeReign.since(),
                survey.maybeInSync(),
                survey.facts().candidates(),
                maybeReign);
        Page page = Page.of(answer);
        if (leader.isEmpty() || maybeReign == null) {
            Verdict verdict = Verdict.of(survey);
            page.line("nobody says that it leads; epoch " + answer.epoch() + " was claimed by "
                            + Lines.cell(answer.claimant()))
                    .line(
                            verdict.reasons().isEmpty()
                                    ? ""
                                    : "  - " + verdict.reasons().get(0));
            return page.exit(ExitCode.NOT_FOUND);
        }
        page.line(answer.leader() + " leads epoch " + answer.epoch() + " since " + Lines.cell(maybeReign.since()) + " ("
                + Lines.cell(Durations.text(maybeReign.leadsForMs())) + ")");
        page.line("in sync: " + String.join(", ", maybeReign.inSync()));
        page.line("stand for election, in this order: " + String.join(", ", answer.candidates()));
        page.line("votes " + maybeReign.votes() + ": granted " + maybeReign.grants() + ", repeated "
                + maybeReign.repeats() + ", busy " + maybeReign.busy() + ", done before " + maybeReign.done()
                + ", doubtful " + doubts(maybeReign));
        page.line("now: doubts " + maybeReign.openDoubts() + ", answers that wait for peers "
                + maybeReign.waitingForPeers() + ", votes that wait for ZooKeeper " + maybeReign.waitingAtCeilings());
        page.line("").table(consumers(maybeReign));
        return page;
    }

    private static long doubts(ReignReport reign) {
        return reign.doubts().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Table consumers(ReignReport reign) {
        Table table = new Table().text("NODE").number("PARTITIONS").text("CONSUMES");
        reign.consumers()
                .forEach((node, partitions) -> table.row(node, partitions.size(), String.join(" ", partitions)));
        return table;
    }
}

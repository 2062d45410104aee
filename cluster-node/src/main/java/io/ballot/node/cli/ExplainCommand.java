package io.ballot.node.cli;

import io.ballot.node.admin.Position;
import io.ballot.node.admin.StandingReport;
import io.ballot.node.admin.StepReport;
import io.ballot.node.admin.StoryReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "one task's story: votes, grants, evidence, checks, executions, commits",
            "",
            "A node remembers its doubtful tasks and about the last 100,000 others; exit code 3 when all have forgotten."
        },
        sortOptions = false)
final class ExplainCommand extends LookCommand {

    @Parameters(index = "0", paramLabel = "QUEUE", description = "the queue; or TOPIC/PARTITION/OFFSET alone")
    String queueOrPosition = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TASK-ID", description = "the submitter's id of the task")
    @Nullable
    String maybeTask;

    /** {@code explain -o json}. @param silent nodes that live and did not answer */
    record Story(
            String schema,
            String cluster,
            String task,
            List<String> ids,
            List<StepReport> steps,
            List<Standing> standings,
            List<String> silent) {}

    /** Where the task stands in one node's copy of the ledger. */
    record Standing(String node, String role, StandingReport standing) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        Map<String, Said<StoryReport>> said = session.ask(survey.facts(), path(survey), StoryReport.class);
        Story story = merged(survey.facts().cluster(), said);
        List<String> notAsked = new ArrayList<>(story.silent());
        survey.facts().nodes().stream()
                .filter(node -> !node.alive())
                .forEach(node -> notAsked.add(node.id() + " (down)"));
        if (story.steps().isEmpty() && story.standings().isEmpty()) {
            throw CommandFailedException.notFound("no node remembers " + story.task()
                    + ": it was never here, or is forgotten"
                    + (notAsked.isEmpty() ? "" : "; not asked: " + String.join(", ", notAsked)));
        }
        Page page = Page.of(story, story.steps()).table(steps(story));
        if (!story.standings().isEmpty()) {
            page.line("")
                    .line("where it stands, by each node's copy of the ledger:")
                    .table(standings(story));
        }
        if (!notAsked.isEmpty()) {
            page.line("").line("not asked: " + String.join(", ", notAsked), Tone.WARNING);
        }
        return page;
    }

    private String name() {
        return maybeTask == null ? queueOrPosition : maybeTask;
    }

    private String path(Survey survey) throws CommandFailedException {
        if (maybeTask != null) {
            Session.queues(survey, queueOrPosition);
            return "/v1/explain?queue=" + encoded(queueOrPosition) + "&id=" + encoded(maybeTask);
        }
        Optional<Position> position = Position.parse(queueOrPosition);
        if (position.isEmpty()) {
            throw CommandFailedException.wrongUse("explain wants QUEUE TASK-ID or TOPIC/PARTITION/OFFSET");
        }
        return "/v1/explain?topic=" + encoded(position.get().topic()) + "&partition="
                + position.get().partition() + "&offset=" + position.get().offset();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Story merged(String cluster, Map<String, Said<StoryReport>> said) {
        List<String> ids = new ArrayList<>();
        List<StepReport> steps = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        said.forEach((node, one) -> {
            StoryReport maybeStory = one.maybeValue();
            if (maybeStory == null) {
                silent.add(node);
                return;
            }
            maybeStory.ids().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
            steps.addAll(maybeStory.steps());
            maybeStory.standings().forEach(standing -> standings.add(new Standing(node, maybeStory.role(), standing)));
        });
        steps.sort(Comparator.comparing(StepReport::time));
        return new Story("ballot.explain/v1", cluster, name(), ids, steps, standings, silent);
    }

    private static Table steps(Story story) {
        Table table = new Table()
                .text("TIME", "NODE", "STEP")
                .number("EPOCH", "ATTEMPT")
                .text("DETAIL", "ABOUT")
                .wideText("TOKEN", "POSITION");
        for (StepReport step : story.steps()) {
            table.row(
                    step.time(),
                    step.node(),
                    step.kind(),
                    step.epoch(),
                    orNone(step.attempt()),
                    orNone(step.detail()),
                    orNone(step.about()),
                    orNone(step.token()),
                    orNone(step.position()));
        }
        return table;
    }

    private static Table standings(Story story) {
        Table table = new Table()
                .text("NODE", "ROLE", "STATE", "OUTCOME", "HOLDER")
                .number("ATTEMPT")
                .text("POSITION")
                .wideText("TOKEN", "ID");
        for (Standing one : story.standings()) {
            StandingReport standing = one.standing();
            table.row(
                    one.node(),
                    one.role(),
                    standing.state(),
                    orNone(standing.outcome()),
                    orNone(standing.holder()),
                    orNone(standing.attempt()),
                    orNone(standing.position()),
                    orNone(standing.token()),
                    standing.id());
        }
        return table;
    }

    private static Object orNone(@Nullable Object value) {
        return value == null ? Table.NONE : value;
    }
}

package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import io.ballot.node.admin.QueueReport;
import io.ballot.node.admin.TaskReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tasks", description = "what runs now, where, since when, which attempt", sortOptions = false)
final class TasksCommand extends LookCommand {

    /** Which tasks. Those that wait are only counted: their number has no bound worth printing. */
    enum State {
        RUNNING,
        WAITING
    }

    @Parameters(paramLabel = "QUEUE", description = "the queue")
    String queue = "";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "running",
            description = "running (default), each listed; or waiting, counted by node")
    State state = State.RUNNING;

    /** What a node answers to {@code /v1/tasks}. */
    record Told(List<TaskReport> tasks) {}

    /** {@code tasks -o json}. @param silent nodes that live and did not answer */
    record Tasks(String schema, String cluster, String queue, String state, List<?> tasks, List<String> silent) {}

    /** One running task. */
    record Running(
            String node,
            String task,
            String position,
            int attempt,
            long token,
            long forMs,
            long progressDone,
            @Nullable Long progressTotal,
            @Nullable String stopping) {}

    /** How many wait on one node. @param granted asked for or granted, not started. @param backingOff until their next attempt */
    record Waiting(String node, int granted, int backingOff, int doubtful) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Survey survey = session.nodes();
        Session.queues(survey, queue);
        return state == State.RUNNING ? running(session, survey) : waiting(survey);
    }

    private Page running(Session session, Survey survey) throws InterruptedException {
        List<Running> tasks = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        session.ask(survey.facts(), "/v1/tasks", Told.class).forEach((node, one) -> {
            Told maybeTold = one.maybeValue();
            if (maybeTold == null) {
                silent.add(node);
            } else {
                maybeTold.tasks().stream()
                        .filter(task -> task.queue().equals(queue))
                        .map(task -> running(node, task))
                        .forEach(tasks::add);
            }
        });
        tasks.sort(Comparator.comparingLong(Running::forMs).reversed());
        Table table = new Table()
                .text("TASK", "NODE")
                .number("FOR", "ATTEMPT")
                .text("PROGRESS", "STOPPING")
                .wideText("POSITION", "TOKEN");
        for (Running task : tasks) {
            table.row(
                    task.task(),
                    task.node(),
                    Durations.text(task.forMs()),
                    task.attempt(),
                    task.progressTotal() == null ? Table.NONE : task.progressDone() + "/" + task.progressTotal(),
                    task.stopping() == null ? Table.NONE : task.stopping(),
                    task.position(),
                    task.token());
        }
        return page(survey, tasks, silent, table);
    }

    private static Running running(String node, TaskReport task) {
        return new Running(
                node,
                task.task(),
                task.position(),
                task.attempt(),
                task.token(),
                task.forMs(),
                task.progressDone(),
                task.progressTotal() == 0 ? null : task.progressTotal(),
                task.stopping());
    }

    private Page waiting(Survey survey) {
        List<Waiting> counts = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        Table table = new Table().text("NODE").number("GRANTED", "BACKING-OFF", "DOUBTFUL");
        for (Facts.NodeFact node : survey.facts().nodes()) {
            NodeReport maybeReport = survey.maybeReport(node.id());
            if (maybeReport == null) {
                silent.add(node.id());
                table.row(Tone.BAD, node.id(), null, null, null);
                continue;
            }
            for (QueueReport told : maybeReport.queues()) {
                if (told.name().equals(queue)) {
                    counts.add(new Waiting(node.id(), told.waiting(), told.backingOff(), told.doubts()));
                    table.row(node.id(), told.waiting(), told.backingOff(), told.doubts());
                }
            }
        }
        return page(survey, counts, silent, table);
    }

    private Page page(Survey survey, List<?> tasks, List<String> silent, Table table) {
        Page page = Page.of(
                        new Tasks("ballot.tasks/v1", survey.facts().cluster(), queue, state.name(), tasks, silent),
                        tasks)
                .table(table);
        if (!silent.isEmpty()) {
            page.line("no answer from " + String.join(", ", silent) + ": their tasks are not listed", Tone.WARNING);
        }
        return page;
    }
}

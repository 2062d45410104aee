package io.ballot.node.cli;

import io.ballot.node.admin.EventReport;
import io.ballot.node.admin.EventsReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "events",
        description = "elections, joins, cut-offs, doubts, resolutions, as each node tells them",
        sortOptions = false)
final class EventsCommand implements Callable<Integer> {

    private static final long FOLLOW_MS = 1_000;

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what happens from now on, until Ctrl-C")
    boolean follow;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "100",
            description = "begin with the latest N (default: 100)")
    int last = 100;

    /** {@code events -o json}. @param silent nodes that live and did not answer */
    record Events(String schema, String cluster, List<EventReport> events, List<String> silent) {}

    /** How far a node's events were shown. */
    private record Seen(String process, long seq) {}

    private final Map<String, Seen> seen = new HashMap<>();

    @Override
    public Integer call() throws CommandFailedException, InterruptedException {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        if (!follow) {
            return maybeTop.show(session -> look(session, last));
        }
        if (maybeTop.options.maybeWatchSeconds != null || maybeTop.options.format == Format.JSON) {
            throw CommandFailedException.wrongUse(
                    "--follow writes events as they come: use it without --watch, and with"
                            + " -o jsonl instead of json");
        }
        try (Session session = maybeTop.open()) {
            follow(session, maybeTop);
        }
        return ExitCode.DONE;
    }

    private void follow(Session session, ClusterCommand top) throws CommandFailedException, InterruptedException {
        Page first = look(session, last);
        top.console.write(first, top.options);
        top.options.noHeaders = true;
        while (!top.console.out().checkError()) {
            TimeUnit.MILLISECONDS.sleep(FOLLOW_MS);
            try {
                Page next = look(session, Integer.MAX_VALUE);
                top.console.write(next, top.options);
            } catch (CommandFailedException e) {
                top.console.err().println(e.line()); // it may be back in a second
            }
        }
    }

    /** What was not shown before, at most the latest {@code limit}. */
    private Page look(Session session, int limit) throws CommandFailedException, InterruptedException {
        Facts facts = session.referee().facts();
        List<EventReport> events = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (Facts.NodeFact node : facts.nodes()) {
            if (node.alive()) {
                Said<EventsReport> said =
                        session.askOne(node, "/v1/events?since=" + since(node.id()), EventsReport.class);
                EventsReport maybeTold = said.maybeValue();
                if (maybeTold == null) {
                    silent.add(node.id());
                } else if (isNewProcess(node.id(), maybeTold)) {
                    addAllOf(session, node, events);
                } else {
                    add(node.id(), maybeTold, events);
                }
            }
        }
        events.sort(Comparator.comparing(EventReport::time).thenComparing(EventReport::node));
        List<EventReport> shown = events.subList(Math.max(0, events.size() - limit), events.size());
        Page page = Page.of(new Events("ballot.events/v1", facts.cluster(), shown, silent), shown)
                .table(table(shown));
        if (!silent.isEmpty() && !follow) {
            page.line("no answer from " + String.join(", ", silent) + ": their events are missing", Tone.WARNING);
        }
        return page;
    }

    private long since(String node) {
        Seen maybeSeen = seen.get(node);
        return maybeSeen == null || !follow ? 0 : maybeSeen.seq();
    }

    private boolean isNewProcess(String node, EventsReport told) {
        Seen maybeSeen = seen.get(node);
        return maybeSeen != null && follow && !maybeSeen.process().equals(told.process());
    }

    /** The node was started anew: its numbers began again. */
    private void addAllOf(Session session, Facts.NodeFact node, List<EventReport> events) throws InterruptedException {
        EventsReport maybeTold =
                session.askOne(node, "/v1/events", EventsReport.class).maybeValue();
        if (maybeTold != null) {
            add(node.id(), maybeTold, events);
        }
    }

    private void add(String node, EventsReport told, List<EventReport> events) {
        seen.put(node, new Seen(told.process(), told.last()));
        events.addAll(told.events());
    }

    private static Table table(List<EventReport> events) {
        Table table = new Table().text("TIME", "NODE", "LEVEL", "KIND", "WHAT");
        for (EventReport event : events) {
            Tone tone = event.level().equals("INFO") ? Tone.PLAIN : Tone.WARNING;
            table.row(tone, event.time(), event.node(), event.level(), event.kind(), event.text());
        }
        return table;
    }
}

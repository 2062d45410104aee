package io.ballot.node.cli;

import io.ballot.node.admin.FilterReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(
        name = "filter",
        description = "each node's filter: generations, fill, expected error rate, memory",
        sortOptions = false)
final class FilterCommand extends LookCommand {

    /** {@code filter -o json}. @param silent nodes that live and did not answer */
    record Filters(String schema, String cluster, List<FilterReport> filters, List<String> silent) {}

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        Facts facts = session.referee().facts();
        List<FilterReport> filters = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        Table table = new Table().text("NODE").number("GENERATION", "TASKS", "EXPECTED", "FILL", "ERROR-RATE", "MIB");
        session.ask(facts, "/v1/filter", FilterReport.class).forEach((node, one) -> {
            FilterReport maybeFilter = one.maybeValue();
            if (maybeFilter == null) {
                silent.add(node);
                table.row(Tone.BAD, node, null, null, null, null, null, null);
                return;
            }
            filters.add(maybeFilter);
            for (FilterReport.Generation generation : maybeFilter.generations()) {
                table.row(
                        node,
                        generation.generation(),
                        generation.added(),
                        maybeFilter.expectedTasks(),
                        String.format(Locale.ROOT, "%.1f%%", 100.0 * generation.added() / maybeFilter.expectedTasks()),
                        String.format(Locale.ROOT, "%.1e", generation.errorRate()),
                        String.format(Locale.ROOT, "%.1f", generation.bytes() / 1048576.0));
            }
        });
        return Page.of(new Filters("ballot.filter/v1", facts.cluster(), filters, silent), filters)
                .table(table);
    }
}

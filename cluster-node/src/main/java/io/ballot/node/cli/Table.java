package io.ballot.node.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns as wide as their widest cell, two blanks apart. What is unknown is {@code ?}, what does not apply is
 * {@code -}; a number is never made up.
 */
final class Table {

    static final String UNKNOWN = "?";
    static final String NONE = "-";

    /** An empty line. */
    static final Table GAP = new Table();

    /** @param wide shown by {@code -o wide} only */
    private record Column(String title, boolean right, boolean wide) {}

    private record Cell(String text, Tone tone) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();

    Table text(String... titles) {
        Arrays.stream(titles).forEach(title -> columns.add(new Column(title, false, false)));
        return this;
    }

    Table number(String... titles) {
        Arrays.stream(titles).forEach(title -> columns.add(new Column(title, true, false)));
        return this;
    }

    Table wideText(String... titles) {
        Arrays.stream(titles).forEach(title -> columns.add(new Column(title, false, true)));
        return this;
    }

    Table wideNumber(String... titles) {
        Arrays.stream(titles).forEach(title -> columns.add(new Column(title, true, true)));
        return this;
    }

    /** A row with a cell for each column, wide ones included; null is {@link #UNKNOWN}. */
    Table row(Tone tone, @Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<Cell> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(new Cell(cell == null ? UNKNOWN : clean(cell.toString()), tone));
        }
        rows.add(row);
        return this;
    }

    Table row(@Nullable Object... cells) {
        return row(Tone.PLAIN, cells);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Ids and reasons come from anybody: nothing of them may move the cursor or break the line. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    String render(boolean wide, boolean headers, boolean coloured) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (wide || !columns.get(i).wide) {
                shown.add(i);
            }
        }
        if (columns.isEmpty()) {
            return "\n";
        }
        StringBuilder out = new StringBuilder();
        if (headers) {
            List<Cell> titles = columns.stream()
                    .map(column -> new Cell(column.title, Tone.FAINT))
                    .toList();
            line(out, titles, shown, headers, coloured);
        }
        rows.forEach(row -> line(out, row, shown, headers, coloured));
        return out.toString();
    }

    private void line(StringBuilder out, List<Cell> cells, List<Integer> shown, boolean headers, boolean coloured) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < shown.size(); k++) {
            int i = shown.get(k);
            Cell cell = cells.get(i);
            String padding = " ".repeat(width(i, headers) - cell.text.length());
            boolean last = k == shown.size() - 1;
            line.append(k == 0 ? "" : "  ");
            line.append(columns.get(i).right ? padding : "");
            line.append(cell.tone.on(cell.text, coloured));
            line.append(columns.get(i).right || last ? "" : padding);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(int column, boolean headers) {
        int widest = headers ? columns.get(column).title.length() : 0;
        for (List<Cell> row : rows) {
            widest = Math.max(widest, row.get(column).text.length());
        }
        return widest;
    }
}

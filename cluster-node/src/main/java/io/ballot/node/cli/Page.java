package io.ballot.node.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command answers, before it is written: the object for JSON, and the same as lines and tables for people.
 */
final class Page {

    private sealed interface Block {}

    private record Line(String text, Tone tone) implements Block {}

    private record Rows(Table table, boolean wideOnly) implements Block {}

    private final Object json;
    private final List<?> elements;
    private final List<Block> blocks = new ArrayList<>();
    private int exitCode;

    private Page(Object json, List<?> elements) {
        this.json = json;
        this.elements = elements;
    }

    /** An answer that is one thing. @param json a record or a tree */
    static Page of(Object json) {
        return new Page(json, List.of(json));
    }

    /** An answer that is a list. @param json the whole, for {@code json}. @param elements the list, for {@code jsonl} */
    static Page of(Object json, List<?> elements) {
        return new Page(json, elements);
    }

    Page line(String text) {
        return line(text, Tone.PLAIN);
    }

    Page line(String text, Tone tone) {
        blocks.add(new Line(text, tone));
        return this;
    }

    Page table(Table table) {
        blocks.add(new Rows(table, false));
        return this;
    }

    Page wideTable(Table table) {
        blocks.add(new Rows(table, true));
        return this;
    }

    Page exit(int code) {
        exitCode = code;
        return this;
    }

    int exitCode() {
        return exitCode;
    }

    Object json() {
        return json;
    }

    List<?> elements() {
        return elements;
    }

    /** For people. */
    String text(boolean wide, boolean headers, boolean coloured) {
        StringBuilder out = new StringBuilder();
        for (Block block : blocks) {
            if (block instanceof Line line) {
                out.append(line.tone.on(line.text, coloured)).append('\n');
            } else if (block instanceof Rows rows && (wide || !rows.wideOnly)) {
                out.append(rows.table.render(wide, headers, coloured));
            }
        }
        return out.toString();
    }
}

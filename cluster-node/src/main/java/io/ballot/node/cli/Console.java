package io.ballot.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballot.node.admin.Json;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * The terminal, or what stands in its place: data to {@code out}, everything else to {@code err}.
 *
 * @param in for payloads
 * @param terminal whether {@code out} is one
 */
record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {

    /** The script that starts this process knows whether its output is a terminal; Java itself does not before 22. */
    static Console ofThisProcess() {
        return new Console(System.in, System.out, System.err, System.getenv(), Boolean.getBoolean("ballot.terminal"));
    }

    void write(Page page, GlobalOptions options) {
        switch (options.format) {
            case JSON -> out.println(pretty(page.json()));
            case JSONL -> page.elements().forEach(element -> out.println(compact(element)));
            case TABLE, WIDE ->
                out.print(page.text(options.format == Format.WIDE, !options.noHeaders, isColoured(options.color)));
        }
        out.flush();
    }

    boolean isColoured(Color color) {
        String noColor = environment.getOrDefault("NO_COLOR", "");
        return color == Color.ALWAYS || (color == Color.AUTO && terminal && noColor.isEmpty());
    }

    static String compact(Object json) {
        try {
            return Json.MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + json + " as JSON", e);
        }
    }

    private static String pretty(Object json) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + json + " as JSON", e);
        }
    }
}

package io.ballot.node.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code .properties} text and remembers the line of every key. The syntax is that of {@link java.util.Properties}
 * (comments with {@code #} or {@code !}; {@code =}, {@code :} or blanks between key and value; a backslash at the end of a
 * line continues it), so that lines pasted from Kafka's and ZooKeeper's files mean the same here. Where {@code
 * Properties} is silent this reader is not: a key given twice, a key without a value sign and a broken unicode escape
 * are problems. Files are UTF-8.
 */
final class PropertiesReader {

    private final String source;
    private final Problems problems;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private PropertiesReader(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * The settings of a text, by key, in their order.
     *
     * @param source how to call the text in messages, usually the file's path
     */
    static Map<String, Setting> read(String text, String source, Problems problems) {
        PropertiesReader reader = new PropertiesReader(source, problems);
        String[] lines = withoutByteOrderMark(text).split("\r\n|\n|\r", -1);
        int next = 0;
        while (next < lines.length) {
            next = reader.logicalLine(lines, next);
        }
        return reader.settings;
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String withoutIndent(String line) {
        return line.substring(skipBlanks(line, 0));
    }

    /** Takes the logical line that starts at {@code first} and returns the index of the line after it. */
    private int logicalLine(String[] lines, int first) {
        String line = withoutIndent(lines[first]);
        if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
            return first + 1;
        }
        StringBuilder whole = new StringBuilder();
        int at = first;
        while (continues(line)) {
            whole.append(line, 0, line.length() - 1);
            at++;
            line = at < lines.length ? withoutIndent(lines[at]) : "";
        }
        keyAndValue(whole.append(line).toString(), first + 1);
        return at + 1;
    }

    /** An odd number of backslashes at the end: an even number are escaped backslashes. */
    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void keyAndValue(String line, int number) {
        Origin origin = Origin.file(source, number);
        int keyEnd = keyEnd(line);
        String key = unescaped(line.substring(0, keyEnd), origin);
        int valueStart = skipBlanks(line, keyEnd);
        if (valueStart == line.length()) {
            problems.error(
                    key, origin, "no value sign; write " + key + "=VALUE, or start the line with # to ignore it");
            return;
        }
        if (line.charAt(valueStart) == '=' || line.charAt(valueStart) == ':') {
            valueStart = skipBlanks(line, valueStart + 1);
        }
        if (key.isEmpty()) {
            problems.error("", origin, "no key before the value sign");
            return;
        }
        Setting setting = new Setting(key, unescaped(line.substring(valueStart), origin), origin);
        Setting earlier = settings.putIfAbsent(key, setting);
        if (earlier != null) {
            problems.errorBeside(
                    key, origin, "given twice; the first is at " + earlier.origin() + ", remove one of them");
        }
    }

    private static int keyEnd(String line) {
        int at = 0;
        while (at < line.length() && "=: \t\f".indexOf(line.charAt(at)) < 0) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, line.length());
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && " \t\f".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private String unescaped(String text, Origin origin) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case 't' -> plain.append('\t');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 'f' -> plain.append('\f');
                case 'u' -> at = unicode(text, at, plain, origin);
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    private int unicode(String text, int at, StringBuilder plain, Origin origin) {
        int end = Math.min(at + 4, text.length());
        String digits = text.substring(at, end);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            problems.error("", origin, "\\u must be followed by four hexadecimal digits; write \\\\ for one backslash");
            return end;
        }
        plain.append((char) Integer.parseInt(digits, 16));
        return end;
    }
}

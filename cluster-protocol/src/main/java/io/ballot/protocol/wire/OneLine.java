package io.ballot.protocol.wire;

/**
 * Text from outside on its way into a log line: bounded, and without anything that ends the line, steers a terminal or turns
 * the direction of what follows.
 */
public final class OneLine {

    /** Most characters of a reason. */
    public static final int MAX_REASON = 500;

    private OneLine() {}

    /** A reason that holds text from outside, at most {@link #MAX_REASON} characters of it. */
    public static String of(String text) {
        return of(text, MAX_REASON);
    }

    /** @param most characters; what is longer is cut, never within one code point */
    public static String of(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (at > most) {
                break;
            }
            line.appendCodePoint(isPlain(point) ? point : ' ');
        }
        return line.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

package io.ballot.node.cli;

/** What a word means, for its colour. */
enum Tone {
    PLAIN(""),
    GOOD("\u001b[32m"),
    WARNING("\u001b[33m"),
    BAD("\u001b[31m"),
    FAINT("\u001b[2m"),
    STRONG("\u001b[1m");

    private static final String RESET = "\u001b[0m";

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String on(String text, boolean coloured) {
        return coloured && this != PLAIN && !text.isEmpty() ? code + text + RESET : text;
    }
}

package io.ballot.node.cli;

/** Whether words are coloured. */
enum Color {
    /** On a terminal, unless {@code NO_COLOR} is set. */
    AUTO,
    ALWAYS,
    NEVER
}

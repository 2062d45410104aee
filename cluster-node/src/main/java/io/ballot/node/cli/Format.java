package io.ballot.node.cli;

/** How an answer is written. */
enum Format {
    TABLE,
    /** A table with all columns. */
    WIDE,
    /** One object, indented. */
    JSON,
    /** One object a line: each element of a list, or the whole where the answer is no list. */
    JSONL;

    boolean isJson() {
        return this == JSON || this == JSONL;
    }
}

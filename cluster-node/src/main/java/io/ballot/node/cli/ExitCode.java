package io.ballot.node.cli;

/** Exit codes that scripts rely on. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    static final int NOT_FOUND = 3;
    static final int DEGRADED = 5;

    private ExitCode() {}
}

package io.ballot.node.cli;

/** Ends a command with one line on standard error and an exit code. */
final class CommandFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailedException(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    static CommandFailedException failed(String line) {
        return new CommandFailedException(ExitCode.FAILED, line);
    }

    static CommandFailedException notFound(String line) {
        return new CommandFailedException(ExitCode.NOT_FOUND, line);
    }

    static CommandFailedException wrongUse(String line) {
        return new CommandFailedException(ExitCode.WRONG_USE, line);
    }

    int exitCode() {
        return exitCode;
    }

    /** One line for people. */
    String line() {
        return String.valueOf(getMessage());
    }
}

package io.ballot.node.kafka;

/** Errors of Kafka's clients come wrapped, and often without a message. */
final class Causes {

    private Causes() {}

    /** The innermost error. */
    static Throwable root(Throwable error) {
        Throwable root = error;
        for (Throwable next = root.getCause(); next != null && next != root; next = root.getCause()) {
            root = next;
        }
        return root;
    }

    /** What the innermost error says, in one line. */
    static String message(Throwable error) {
        Throwable root = root(error);
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

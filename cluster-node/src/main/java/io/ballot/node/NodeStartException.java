package io.ballot.node;

/** A node cannot start. The message is one line for the operator: what, where, what to do. */
public final class NodeStartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean configurationAtFault;

    public NodeStartException(String message, boolean configurationAtFault) {
        super(message);
        this.configurationAtFault = configurationAtFault;
    }

    public NodeStartException(String message, Throwable cause) {
        super(message, cause);
        this.configurationAtFault = false;
    }

    /** Whether a process exits with 2, not 1. */
    public boolean isConfigurationAtFault() {
        return configurationAtFault;
    }
}

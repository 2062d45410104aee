package io.ballot.protocol.wire;

/**
 * Bytes that are not what the protocol says. Checked, because whoever reads bytes must decide what becomes of the sender.
 */
public class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param what is wrong, with the values
     * @param where it stands: message and field
     */
    public ProtocolException(String what, String where) {
        super(where + ": " + what);
    }
}

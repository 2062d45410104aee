package io.ballot.protocol.wire;

/**
 * Bytes that are not what the protocol says. Checked, because whoever reads bytes must decide what becomes of the sender. The
 * message may hold what the sender wrote, and is one line all the same.
 */
public class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param what is wrong, with the values
     * @param where it stands: message and field
     */
    public ProtocolException(String what, String where) {
        super(OneLine.of(where + ": " + what));
    }
}

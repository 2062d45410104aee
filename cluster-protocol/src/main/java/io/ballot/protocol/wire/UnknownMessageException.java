package io.ballot.protocol.wire;

/** A whole and well-formed envelope with a message of a later version. The receiver skips it and goes on. */
public final class UnknownMessageException extends ProtocolException {

    private static final long serialVersionUID = 1L;

    private final int fieldNumber;

    public UnknownMessageException(int fieldNumber) {
        super("unknown message type " + fieldNumber, "envelope");
        this.fieldNumber = fieldNumber;
    }

    /** Number of the message in the schema's envelope. */
    public int fieldNumber() {
        return fieldNumber;
    }
}

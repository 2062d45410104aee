package io.ballot.node.store;

import io.ballot.protocol.wire.OneLine;

/** A journal whose memory cannot be believed; the message completes "it is not continued: ". */
final class DamagedJournalException extends Exception {

    private static final long serialVersionUID = 1;

    DamagedJournalException(String message) {
        super(OneLine.of(message));
    }
}

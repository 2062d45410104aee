package io.ballot.node.transport;

/** Every bound of the transport in one place, with its arithmetic. */
final class Bounds {

    /** A node answers within milliseconds; five seconds are patience with a machine that starts. */
    static final long HELLO_MS = 5_000;

    /** Strangers' connections at 4 KiB each are 256 KiB; a cluster that starts at once has fewer nodes than this. */
    static final int MAX_BEFORE_HELLO = 64;

    static final int CONNECT_MS = 2_000;

    /** A refusal takes one round trip; whoever has not answered by then is not refusing. */
    static final int PROBE_MS = 500;

    static final long BACKOFF_MIN_MS = 100;
    static final long BACKOFF_MAX_MS = 2_000;

    /** A link on which nothing else is written says so this often, ... */
    static final long SIGN_OF_LIFE_MS = 2_000;

    /** ... and three signs missed end it: after a cut, TCP alone would try the old link for minutes. */
    static final long SILENCE_MS = 6_000;

    /** Bytes that may wait for one peer, connected or not: sixteen of the largest frames, some 600,000 tasks. */
    static final int MAX_WAITING_BYTES = 16 * 1024 * 1024;

    /** Bytes between the driver and the event loop; the loop never blocks, so this is reached only by a bug or a full CPU. */
    static final long MAX_HANDOVER_BYTES = 64L * 1024 * 1024;

    /** Messages that are handed over at once even if nobody calls flush. */
    static final int MAX_BATCH = 1_024;

    /** What was written before the close (GOODBYE) gets this long to leave. */
    static final long LAST_WORDS_MS = 1_000;

    static final long CLOSE_MS = 5_000;

    private Bounds() {}
}

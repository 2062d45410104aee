package io.ballot.fuzz;

/** One reader of bytes from outside, with the inputs that it is tried with and what it promises of any input. */
public interface FuzzTarget extends AutoCloseable {

    /** What became of an input that was handled as promised. */
    enum Answer {
        UNDERSTOOD,
        REFUSED
    }

    /** For the command line and names of files. */
    String name();

    /** An input; the same for the same seed. */
    byte[] make(FuzzRandom random);

    /** @throws AssertionError (or anything else) when a promise does not hold for {@code input} */
    Answer check(byte[] input) throws Exception;

    /** Of a thousand inputs of a run over all targets, how many are this one's. */
    int perMille();

    @Override
    default void close() {}
}

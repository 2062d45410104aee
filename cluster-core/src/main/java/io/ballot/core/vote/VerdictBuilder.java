package io.ballot.core.vote;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Message;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;
import java.util.Arrays;

/** Collects verdicts for some tasks of one claim, as parallel arrays. */
final class VerdictBuilder {

    private final Claim claim;
    private final long[] offsets;
    private final byte[] kinds;
    private final long[] tokens;
    private final byte[] attempts;
    private final byte[] details;
    private int count;

    VerdictBuilder(Claim claim) {
        this.claim = claim;
        int size = claim.size();
        offsets = new long[size];
        kinds = new byte[size];
        tokens = new long[size];
        attempts = new byte[size];
        details = new byte[size];
    }

    void add(int task, VerdictKind kind, byte detail) {
        add(task, kind, detail, Token.NONE, (byte) 0);
    }

    void add(int task, VerdictKind kind, byte detail, long token, byte attempt) {
        offsets[count] = claim.offsets()[task];
        kinds[count] = kind.code();
        tokens[count] = token;
        attempts[count] = attempt;
        details[count] = detail;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Message.Verdict build() {
        boolean whole = count == offsets.length;
        return new Message.Verdict(
                claim.claimNo(),
                claim.partition(),
                whole ? offsets : Arrays.copyOf(offsets, count),
                whole ? kinds : Arrays.copyOf(kinds, count),
                whole ? tokens : Arrays.copyOf(tokens, count),
                whole ? attempts : Arrays.copyOf(attempts, count),
                whole ? details : Arrays.copyOf(details, count));
    }
}

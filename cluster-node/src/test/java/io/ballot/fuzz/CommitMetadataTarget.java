package io.ballot.fuzz;

import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.protocol.Id128;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The text beside a committed offset. Reading never fails; what it holds is hints, so a wrong text holds none, or some that
 * are in order and above the offset.
 */
final class CommitMetadataTarget implements FuzzTarget {

    private static final String PREFIX = "b1.";
    private static final Id128 TOPIC = new Id128(1, 2);
    private static final Id128 SEED = new Id128(3, 4);
    private static final long COMMITTED = 1_000;
    private static final int MOST_PER_BYTE = 40;
    private static final int MOST_BESIDE = 16 * 1024;

    @Override
    public String name() {
        return "commit-metadata";
    }

    @Override
    public int perMille() {
        return 100;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        String text = good(random);
        if (random.oneIn(2) && text.length() > PREFIX.length()) {
            byte[] inner = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(ByteDamage.of(inner, random));
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return random.oneIn(4) ? ByteDamage.of(bytes, random) : bytes;
    }

    private static String good(FuzzRandom random) {
        long[] finished = new long[1 + random.size(500)];
        int[] prints = new int[finished.length];
        long offset = COMMITTED;
        for (int i = 0; i < finished.length; i++) {
            offset += 1 + (random.oneIn(20) ? random.number() >>> 12 : random.below(4));
            finished[i] = offset;
            prints[i] = (int) random.number();
        }
        CommitPoint point = new CommitPoint(COMMITTED, finished, prints);
        return CommitMetadata.encode(point, "demo", SEED, TOPIC, random.below(9), CommitMetadata.MAX_BYTES_DEFAULT);
    }

    @Override
    public Answer check(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        CommitPoint point = Promises.costsAtMost(
                MOST_BESIDE + (long) MOST_PER_BYTE * input.length,
                () -> CommitMetadata.decode(text, COMMITTED, "demo", TOPIC));
        Promises.holds(point.offset() == COMMITTED, "another offset, %d", point.offset());
        long previous = COMMITTED;
        for (long offset : point.finished()) {
            Promises.holds(offset > previous, "%d after %d", offset, previous);
            previous = offset;
        }
        String written = CommitMetadata.encode(point, "demo", SEED, TOPIC, 0, Integer.MAX_VALUE / 4);
        CommitPoint again = CommitMetadata.decode(written, COMMITTED, "demo", TOPIC);
        boolean same =
                Arrays.equals(point.finished(), again.finished()) && Arrays.equals(point.prints(), again.prints());
        Promises.holds(same, "written and read again, %s is %s", point, again);
        return point.finished().length > 0 ? Answer.UNDERSTOOD : Answer.REFUSED;
    }
}

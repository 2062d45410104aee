package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TwoSipHashesTest {

    @Test
    void itSaysWhatGuavaSaysForEveryLength() {
        Random random = new Random(17);
        byte[] bytes = new byte[70];
        for (int length = 0; length <= bytes.length; length++) {
            random.nextBytes(bytes);
            long[] keys = random.longs(4).toArray();
            TwoSipHashes hashes = new TwoSipHashes(keys[0], keys[1], keys[2], keys[3]);
            hashes.hash(bytes, length);

            assertThat(hashes.first())
                    .as("first of %d bytes", length)
                    .isEqualTo(Hashing.sipHash24(keys[0], keys[1])
                            .hashBytes(bytes, 0, length)
                            .asLong());
            assertThat(hashes.second())
                    .as("second of %d bytes", length)
                    .isEqualTo(Hashing.sipHash24(keys[2], keys[3])
                            .hashBytes(bytes, 0, length)
                            .asLong());
        }
    }

    /** Appendix A of the paper: key 00 01 .. 0f, input 00 01 .. 0e. */
    @Test
    void itSaysWhatTheInventorsSay() {
        byte[] bytes = new byte[15];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        TwoSipHashes hashes = new TwoSipHashes(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 0, 0);
        hashes.hash(bytes, bytes.length);

        assertThat(hashes.first()).isEqualTo(0xa129ca6149be45e5L);
    }
}

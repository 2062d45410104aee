package io.ballot.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {

    private static Times times(int clockRateBoundPercent, int minInsync) {
        return new Times(10_000, 1_000, 30_000, 60_000, clockRateBoundPercent, true, minInsync);
    }

    @Test
    void theFewestInSyncNodesAreOneUntilThreeAreKnown() {
        Times auto = times(1, Times.AUTO);
        assertThat(auto.minInsync(1)).isEqualTo(1);
        assertThat(auto.minInsync(2)).isEqualTo(1);
        assertThat(auto.minInsync(3)).isEqualTo(2);
        assertThat(auto.minInsync(9)).isEqualTo(2);
        assertThat(times(1, 1).minInsync(9)).isEqualTo(1);
    }

    /** One clock may be fast by the bound while the other is slow by it, and a part of a millisecond counts as a whole. */
    @Test
    void aHolderIsGoneAfterALeaseStretchedByTwiceTheBoundPlusTheMargin() {
        assertThat(times(0, 1).goneAfterMs()).isEqualTo(11_000);
        assertThat(times(1, 1).goneAfterMs()).isEqualTo(11_200);
        assertThat(times(1, 1).stretched(1)).isEqualTo(2);
    }
}

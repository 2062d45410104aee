package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void insertionsDeletionsReplacementsAndSwapsCountOneEach() {
        assertThat(Suggestion.distance("lease", "lease")).isZero();
        assertThat(Suggestion.distance("lease", "leas")).isEqualTo(1);
        assertThat(Suggestion.distance("lease", "leease")).isEqualTo(1);
        assertThat(Suggestion.distance("lease", "leaze")).isEqualTo(1);
        assertThat(Suggestion.distance("lease", "laese")).isEqualTo(1);
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void theNearestIsSuggestedAndAWordTooFarAwayIsNot() {
        List<String> known = List.of("lease.ms", "stall.ms", "stuck.ms");

        assertThat(Suggestion.hint("leases.ms", known)).isEqualTo("; did you mean 'lease.ms'?");
        assertThat(Suggestion.hint("stuk.ms", known)).isEqualTo("; did you mean 'stuck.ms'?");
        assertThat(Suggestion.hint("concurrency", known)).isEmpty();
    }
}

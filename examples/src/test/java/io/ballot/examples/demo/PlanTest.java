package io.ballot.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 20,000 tasks in 20,200 records, and where the 200 duplicates stand. */
class PlanTest {

    private final List<Delivery> first = Plan.first();

    @Test
    void everyTaskIsSubmittedOnceBeforeItsDuplicate() {
        Set<Integer> seen = new HashSet<>();
        for (Delivery delivery : first) {
            assertThat(seen.add(delivery.number())).isNotEqualTo(delivery.isDuplicate());
        }
        assertThat(seen).hasSize(20_000);
        assertThat(first.size() + Plan.DUPLICATES_AFTER_COMMIT)
                .isEqualTo(20_200)
                .isEqualTo(Plan.RECORDS);
    }

    @Test
    void halfOfTheDuplicatesGoToAnotherPartition() {
        List<Delivery> again = Plan.again(IntStream.range(0, 4_000).boxed().toList(), 50);
        assertThat(again).hasSize(50).allMatch(Delivery::isDuplicate);
        assertThat(moved(again)).isEqualTo(25);
        assertThat(moved(first)).isEqualTo(50);
    }

    private static long moved(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(delivery -> delivery.partition() != Plan.partitionOf(delivery.number()))
                .peek(delivery -> assertThat(delivery.partition()).isBetween(0, Plan.PARTITIONS - 1))
                .count();
    }

    @Test
    void duplicatesAreOfDifferentTasksAndChosenFromThoseOffered() {
        List<Integer> offered = IntStream.range(100, 180).boxed().toList();
        assertThat(Plan.again(offered, 50).stream().map(Delivery::number))
                .doesNotHaveDuplicates()
                .allMatch(offered::contains);
        assertThatThrownBy(() -> Plan.again(offered, 81)).hasMessageContaining("80 tasks to choose 81");
    }
}

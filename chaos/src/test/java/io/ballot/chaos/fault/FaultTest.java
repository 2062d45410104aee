package io.ballot.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.lab.Machine.Need;
import io.ballot.chaos.lab.Shape;
import org.junit.jupiter.api.Test;

/** What faults need, and that no more and no less is asked for. */
class FaultTest {

    @Test
    void oneNeedDoesNotReplaceAnother() {
        Fault fault = Fault.of("both", "needs both", scene -> {})
                .needing(Need.CUTS)
                .needing(Need.MOUNTS)
                .on(Shape.FULL);

        assertThat(fault.needs()).containsExactlyInAnyOrder(Need.CUTS, Need.MOUNTS);
    }
}

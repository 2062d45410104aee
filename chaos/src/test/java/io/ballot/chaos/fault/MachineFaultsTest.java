package io.ballot.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fault strikes what was prepared for it, or says that it cannot. */
class MachineFaultsTest {

    @Test
    void whatWasPreparedIsStruck() throws Exception {
        assertThat(MachineFaults.prepared(Map.of("n1", "disk"), "n1", "a small disk"))
                .isEqualTo("disk");
    }

    @Test
    void aMemberThatNothingWasPreparedForIsAnError() {
        Map<String, String> prepared = Map.of("n2", "disk", "n1", "disk");

        assertThatThrownBy(() -> MachineFaults.prepared(prepared, "n4", "a small disk"))
                .isInstanceOf(IOException.class)
                .hasMessage("the fault cannot strike n4: it was not given a small disk, only [n1, n2] were");
    }
}

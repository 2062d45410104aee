package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MembershipConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().membership())
                .isEqualTo(new MembershipConfig(
                        2000, 30_000, 60_000, 2000, 30_000, UncleanStart.DOUBT, 60_000, OptionalInt.empty()));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "cutoff.ms", "2001",
                                "suspend.grace.ms", "3002",
                                "stuck.ms", "4003",
                                "gather.ms", "2004",
                                "unclean.wait.ms", "5",
                                "unclean", "stall",
                                "zk.grace.ms", "9006",
                                "min.insync", "3")
                        .membership())
                .isEqualTo(
                        new MembershipConfig(2001, 3002, 4003, 2004, 5, UncleanStart.STALL, 9006, OptionalInt.of(3)));
    }

    @Test
    void validation() {
        assertThat(Judged.errors("unclean", "duobt", "min.insync", "0", "zk.grace.ms", "none"))
                .containsExactly(
                        "min.insync: '0': out of range; allowed: 'auto', or 1 to 1000; default: auto",
                        "unclean: 'duobt': no such choice; did you mean 'doubt'?; allowed: doubt, stall; default: doubt",
                        "zk.grace.ms: 'none': not a whole number; allowed: 100 to 86400000; default: 60000");
        assertThat(Judged.errors("min.insync", "many"))
                .containsExactly("min.insync: 'many': neither a whole number nor 'auto'; allowed: 'auto', or 1 to 1000;"
                        + " default: auto");
    }
}

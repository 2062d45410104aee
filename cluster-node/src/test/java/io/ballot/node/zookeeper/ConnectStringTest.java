package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectStringTest {

    @Test
    void serversAndChrootAreTakenApart() {
        assertThat(ConnectString.parse("a:1, b:2/x/y/")).isEqualTo(new ConnectString("a:1,b:2", "/x/y"));
        assertThat(ConnectString.parse("a")).isEqualTo(new ConnectString("a", ""));
        assertThat(ConnectString.parse("a/")).isEqualTo(new ConnectString("a", ""));
    }

    @Test
    void eachServerHasAPort() {
        assertThat(ConnectString.parse("a,b:7,[::1]:3,[::2]").each())
                .containsExactly(
                        new ConnectString.Server("a", 2181),
                        new ConnectString.Server("b", 7),
                        new ConnectString.Server("::1", 3),
                        new ConnectString.Server("::2", 2181));
    }

    @Test
    void noServerAtAllIsAnError() {
        assertThatThrownBy(() -> ConnectString.parse("/chroot")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesThatWouldLeaveTheClustersTreeAreRefused() {
        assertThatThrownBy(() -> new Layout("", "..")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Layout("", "a/b")).isInstanceOf(IllegalArgumentException.class);
    }
}

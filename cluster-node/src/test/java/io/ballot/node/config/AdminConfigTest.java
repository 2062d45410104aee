package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdminConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().admin()).isEqualTo(new AdminConfig("127.0.0.1", 7071));
    }

    @Test
    void mapping() {
        assertThat(Judged.config("admin.host", "localhost", "admin.port", "0").admin())
                .isEqualTo(new AdminConfig("localhost", 0));
    }

    @Test
    void validation() {
        assertThat(Judged.errors("admin.host", "", "admin.port", "-1"))
                .containsExactly(
                        "admin.host: '': no value; allowed: one host name or address; default: 127.0.0.1",
                        "admin.port: '-1': out of range; allowed: 0 to 65535; default: 7071");
    }
}

package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransportConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().transport()).isEqualTo(new TransportConfig("127.0.0.1", 7070, "127.0.0.1"));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "transport.host", "0.0.0.0",
                                "transport.port", "7170",
                                "transport.advertised.host", "n1.example.org")
                        .transport())
                .isEqualTo(new TransportConfig("0.0.0.0", 7170, "n1.example.org"));
    }

    @Test
    void validation() {
        assertThat(Judged.errors(
                        "transport.host", "a b", "transport.port", "65536", "transport.advertised.host", "x/y"))
                .containsExactly(
                        "transport.advertised.host: 'x/y': not of the form needed; allowed: one host name or address;"
                                + " default: transport.host",
                        "transport.host: 'a b': not of the form needed; allowed: one host name or address; default:"
                                + " 127.0.0.1",
                        "transport.port: '65536': out of range; allowed: 0 to 65535; default: 7070");
    }
}

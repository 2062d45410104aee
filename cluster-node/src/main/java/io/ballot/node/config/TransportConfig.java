package io.ballot.node.config;

/**
 * Where the other nodes reach this one.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param advertisedHost what the other nodes are told to connect to
 */
public record TransportConfig(String host, int port, String advertisedHost) {

    static final String HOST = "transport.host";
    static final String PORT = "transport.port";
    static final String ADVERTISED_HOST = "transport.advertised.host";

    static void define(Definition keys) {
        keys.group("Addresses")
                .text(
                        HOST,
                        "127.0.0.1",
                        Form.HOST_NAME,
                        "The address on which this node listens for the other nodes. The default reaches no other"
                                + " machine: set it to an address of the cluster's network.")
                .integer(
                        PORT, 7070, 0, 65_535, "The port for the other nodes; 0 takes any free one (then set node.id).")
                .computed(
                        ADVERTISED_HOST,
                        "transport.host",
                        Form.HOST_NAME,
                        "The address that the other nodes are told, where it differs from the one listened on.");
    }

    static TransportConfig from(Values values) {
        String host = values.text(HOST);
        return new TransportConfig(
                host, values.integer(PORT), values.maybeText(ADVERTISED_HOST).orElse(host));
    }
}

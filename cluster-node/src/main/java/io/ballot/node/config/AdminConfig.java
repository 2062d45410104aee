package io.ballot.node.config;

/**
 * Where this node answers {@code bin/cluster.sh} over HTTP.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 */
public record AdminConfig(String host, int port) {

    static final String HOST = "admin.host";
    static final String PORT = "admin.port";

    static void define(Definition keys) {
        keys.text(
                        HOST,
                        "127.0.0.1",
                        Form.HOST_NAME,
                        "The address of the node's HTTP interface, which bin/cluster.sh asks. It asks nobody for a"
                                + " password: keep it on loopback or on a network you trust.")
                .integer(PORT, 7071, 0, 65_535, "The port of the HTTP interface; 0 takes any free one.");
    }

    static AdminConfig from(Values values) {
        return new AdminConfig(values.text(HOST), values.integer(PORT));
    }
}

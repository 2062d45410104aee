package io.ballot.node.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a configuration takes from the machine it is read on: the home directory and the host's name. Given as an
 * argument, so that tests do not depend on the machine.
 *
 * @param home where relative paths start
 * @param hostName asked only when {@code node.id} is not given, since it may cost a look-up
 */
record Surroundings(Path home, Supplier<String> hostName) {

    private static final int LONGEST_HOST_PART = 57; // with '-' and five digits of a port: 63, the limit of a node's id

    static Surroundings of(Map<String, String> environment) {
        return new Surroundings(Path.of(environment.getOrDefault("BALLOT_HOME", "")), Surroundings::localHostName);
    }

    Path path(String text) {
        return home.resolve(text).normalize();
    }

    /** Host name and port; characters that an id may not have (none in a legal host name) become '-'. */
    String defaultNodeId(int transportPort) {
        String host = hostName.get().replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        if (host.isEmpty()) {
            host = "localhost";
        }
        return host.substring(0, Math.min(host.length(), LONGEST_HOST_PART)) + "-" + transportPort;
    }

    private static String localHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine whose own name does not resolve still runs one node; more need a node.id
        }
    }
}

package io.ballot.node.config;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Text of a certain form. A value that nobody gave (null) has no form to keep.
 *
 * @param pattern what the whole value must match
 * @param description the same for people, completing "allowed: …"
 */
record Form(Pattern pattern, String description) implements ConfigDef.Validator {

    private static final String HOST = "(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9._-]+)";
    private static final String PORT = "[0-9]{1,5}";

    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";

    static final Form ANY_TEXT = matching("(?s).*\\S.*", "any text that is not empty");

    static final Form PATH = matching("[^\\x00\\s][^\\x00]*", "a path");

    /** A node's id names a znode, a file and a log field, so it keeps to what is safe in all of them. */
    static final Form NODE_ID = matching(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,62}", "up to 63 letters, digits, '.', '_' and '-', a letter or digit first");

    static final Form CLUSTER_NAME = matching(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,62}", "up to 63 letters, digits, '.', '_' and '-', a letter or digit first");

    static final Form HOST_NAME = matching(HOST, "one host name or address");

    static final Form ZOOKEEPER_CONNECT = matching(
            HOST + "(:" + PORT + ")?( *, *" + HOST + "(:" + PORT + ")?)*(/[^\\s,/]+)*",
            "HOST:PORT, several separated by commas, then a /chroot if you use one");

    static final Form BOOTSTRAP_SERVERS = matching(
            "([A-Z_]+://)?" + HOST + ":" + PORT + "( *, *([A-Z_]+://)?" + HOST + ":" + PORT + ")*",
            "HOST:PORT, several separated by commas");

    /** Kafka's rule, less the seven characters that {@code .parked} needs. */
    static final Form TOPIC = matching(
            "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,242}",
            "up to 242 letters, digits, '.', '_' and '-' (Kafka's rule, less the room for '.parked')");

    static final Form CLASS_NAME =
            matching(NAME + "(\\." + NAME + ")*", "the full name of a class, such as com.example.MailWorker");

    static final Form CODEC = matching(
            "worker|bytes|string|json|" + NAME + "(\\." + NAME + ")+",
            "worker, bytes, string, json, or the full name of a class");

    static Form matching(String regex, String description) {
        return new Form(Pattern.compile(regex), description);
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value != null && !pattern.matcher(value.toString()).matches()) {
            throw new ConfigException(name, value, value.toString().isBlank() ? "no value" : "not of the form needed");
        }
    }

    @Override
    public String toString() {
        return description;
    }
}

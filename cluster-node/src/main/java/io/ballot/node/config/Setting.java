package io.ballot.node.config;

/**
 * One key with the value that won and the place it came from.
 *
 * @param key the full key, such as {@code queue.mails.worker}
 * @param value the value as it was written, escapes resolved; may be a secret, so print {@link #shown()} instead
 * @param origin who gave it
 */
public record Setting(String key, String value, Origin origin) {

    /** The value for people and logs: {@code [hidden]} when the key holds a secret. */
    public String shown() {
        return Secrets.shown(key, value);
    }

    @Override
    public String toString() {
        return key + "=" + shown() + " (" + origin + ")";
    }
}

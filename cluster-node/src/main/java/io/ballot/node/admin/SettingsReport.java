package io.ballot.node.admin;

import java.util.List;
import java.util.SortedMap;

/**
 * What a node runs with, secrets hidden: {@code GET /v1/config}.
 *
 * @param comparable what should be the same on every node, by key
 */
public record SettingsReport(
        String schema, String node, String digest, List<Entry> settings, SortedMap<String, String> comparable) {

    static final String SCHEMA = "ballot.node.config/v1";

    /** @param origin file and line, variable, flag or default */
    public record Entry(String key, String value, String origin) {}
}

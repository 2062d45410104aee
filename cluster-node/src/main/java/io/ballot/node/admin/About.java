package io.ballot.node.admin;

import io.ballot.node.config.NodeConfig;
import java.time.Instant;

/**
 * What does not change while a process runs.
 *
 * @param transport host:port that peers connect to
 * @param version of the software
 */
public record About(NodeConfig config, long pid, String version, String transport, Instant startedAt) {}

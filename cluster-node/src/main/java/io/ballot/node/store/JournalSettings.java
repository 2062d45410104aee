package io.ballot.node.store;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.NodeId;

/**
 * Whose journal it is, and how it is kept.
 *
 * @param recentOutcomesMax final outcomes that the memory keeps exactly
 * @param forced whether every change is forced to disk before anybody is told; then it survives the machine too, not only the
 *     process
 */
public record JournalSettings(
        DataDirectory directory,
        String cluster,
        NodeId node,
        FilterParams filter,
        int recentOutcomesMax,
        boolean forced) {}

package io.ballot.node.admin;

import org.jspecify.annotations.Nullable;

/**
 * Where a task stands in a node's copy of the ledger, or among the recent outcomes (then only id and outcome are known).
 *
 * @param state GRANTED, RUNNING, …, or RECENT
 */
public record StandingReport(
        String id,
        String state,
        @Nullable String outcome,
        @Nullable String holder,
        @Nullable Long token,
        @Nullable Integer attempt,
        @Nullable String position) {}

package io.ballot.node.admin;

import java.util.List;

/**
 * Some of a node's events.
 *
 * @param process tells one process of the node from the next, whose numbers begin again
 * @param last number of the latest event there is, 0 for none
 * @param missed how many of those asked for are forgotten already
 */
public record EventsReport(
        String schema, String node, String process, long last, long missed, List<EventReport> events) {

    static final String SCHEMA = "ballot.node.events/v1";
}

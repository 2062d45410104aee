package io.ballot.node.admin;

/**
 * How the file stands that holds this node's memory.
 *
 * @param continued whether this start went on with the memory of an earlier one
 * @param bytes of the file that counts
 * @param wholeSince when that file was begun, with all that was known then
 * @param failed whether it takes nothing more; the node leaves then
 */
public record JournalReport(boolean continued, long bytes, String wholeSince, boolean failed) {}

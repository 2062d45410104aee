package io.ballot.node.store;

import java.time.Instant;

/**
 * How a journal stands, for people.
 *
 * @param continued whether this start went on with the memory of an earlier one
 * @param bytes of the file that counts
 * @param wholeSince when that file was begun, with all that was known then
 * @param failed whether it takes nothing more
 */
public record JournalStatus(boolean continued, long bytes, Instant wholeSince, boolean failed) {}

package io.ballot.node.record;

import org.jspecify.annotations.Nullable;

/** One header of a record; Kafka allows several of one name, and a header without a value. */
@SuppressWarnings("ArrayRecordComponent") // handed on as it came; never compared
public record RecordHeader(String name, byte @Nullable [] maybeValue) {}

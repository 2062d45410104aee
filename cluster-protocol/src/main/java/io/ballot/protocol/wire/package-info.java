/**
 * Messages as bytes: the codec between the records of {@link io.ballot.protocol} and the schema {@code ballot.proto}, the
 * frames they travel in, and the values of the handshake.
 *
 * <p>Bytes come from strangers too. So nothing is allocated on the word of a length that the bytes at hand do not cover,
 * every code is checked for its range and parallel fields for their length before a record is made of them, and bad input is
 * one checked {@link io.ballot.protocol.wire.ProtocolException}.
 */
@NullMarked
package io.ballot.protocol.wire;

import org.jspecify.annotations.NullMarked;

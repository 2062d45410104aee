/**
 * Scripted conversations between real machines, written down whole: a file of {@code src/test/resources/transcripts} holds
 * what is done (lines that begin with {@code >}) and everything that the machines say and do in answer. A change of
 * behaviour is reviewed as a change of these files.
 */
@NullMarked
package io.ballot.core.transcript;

import org.jspecify.annotations.NullMarked;

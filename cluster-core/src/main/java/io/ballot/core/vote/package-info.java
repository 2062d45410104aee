/** What only the leader does: gather, vote, replicate, prove that it leads, settle doubts, keep the view. */
@NullMarked
package io.ballot.core.vote;

import org.jspecify.annotations.NullMarked;

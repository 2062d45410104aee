/**
 * The replicated memory: a grow-only filter of all ids ever voted on, and around it what is exact — who holds which task and
 * how far it is, what the latest tasks came to, where the offsets of each partition stand.
 *
 * <p>The filter guards the rest: every id of the ledger and of the recent outcomes is in the filter, so a miss needs no
 * look-up. Arrays that come with an entry are kept, not copied; one object a claim, none a task.
 */
@NullMarked
package io.ballot.core.registry;

import org.jspecify.annotations.NullMarked;

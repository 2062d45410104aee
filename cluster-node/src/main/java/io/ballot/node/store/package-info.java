/** What a node keeps on disk: its directory's lock and identity, and the journal of its memory. */
@NullMarked
package io.ballot.node.store;

import org.jspecify.annotations.NullMarked;

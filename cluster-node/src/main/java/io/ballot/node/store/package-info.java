/** What a node keeps on disk: its directory's lock and identity, and the memory of an orderly stop. */
@NullMarked
package io.ballot.node.store;

import org.jspecify.annotations.NullMarked;

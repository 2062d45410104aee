/** Moving a registry's memory from one node to another, in parts, over a link that may lose messages. */
@NullMarked
package io.ballot.core.sync;

import org.jspecify.annotations.NullMarked;

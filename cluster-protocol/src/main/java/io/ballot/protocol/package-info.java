/** The words of the cluster: identifiers, value types and messages, free of any encoding. */
@NullMarked
package io.ballot.protocol;

import org.jspecify.annotations.NullMarked;

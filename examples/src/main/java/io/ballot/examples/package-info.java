/** Workers and an embedding to start from. */
@NullMarked
package io.ballot.examples;

import org.jspecify.annotations.NullMarked;

/** The stable interface between Ballot and the code that does the work. */
@NullMarked
package io.ballot.worker;

import org.jspecify.annotations.NullMarked;

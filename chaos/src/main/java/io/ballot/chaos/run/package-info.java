/** One run: a laboratory is built, faults strike it, and the accounts are made and told. */
@NullMarked
package io.ballot.chaos.run;

import org.jspecify.annotations.NullMarked;

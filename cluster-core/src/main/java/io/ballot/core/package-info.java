/** The machines that decide: an event and the time go in, commands come out. */
@NullMarked
package io.ballot.core;

import org.jspecify.annotations.NullMarked;

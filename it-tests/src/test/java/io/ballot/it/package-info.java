/** Tests of whole clusters: separate processes, real servers, real faults. */
@NullMarked
package io.ballot.it;

import org.jspecify.annotations.NullMarked;

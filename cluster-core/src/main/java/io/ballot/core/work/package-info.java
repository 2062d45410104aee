/** What a node does with the records it polled: claim, start, wait, check, report, commit. */
@NullMarked
package io.ballot.core.work;

import org.jspecify.annotations.NullMarked;

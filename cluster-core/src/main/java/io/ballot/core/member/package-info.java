/** A node's part in the cluster: its role, its promise, its lease, its place in the election. */
@NullMarked
package io.ballot.core.member;

import org.jspecify.annotations.NullMarked;

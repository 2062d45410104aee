/** One node: the driver that joins the machines of the core to the adapters that act. */
@NullMarked
package io.ballot.node;

import org.jspecify.annotations.NullMarked;

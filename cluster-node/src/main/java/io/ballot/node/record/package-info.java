/**
 * The records behind the tasks: payloads stay on the node that polled them, while ids and offsets go through the machines.
 *
 * <p>The Kafka adapter puts records in, execution and the writer of side topics take them out; neither knows the other, and
 * no Kafka class is needed to read one.
 */
@NullMarked
package io.ballot.node.record;

import org.jspecify.annotations.NullMarked;

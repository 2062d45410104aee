package io.ballot.node.transport;

import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** What is set on every link, whoever called. */
final class ChannelOptions {

    /** Where options go; a bootstrap has one method for them, a server's another. */
    interface Target {
        <T> Object option(ChannelOption<T> option, T value);
    }

    private ChannelOptions() {}

    static void set(Target target) {
        // Batches are flushed whole: waiting for more would only add to the vote's round trip.
        target.option(ChannelOption.TCP_NODELAY, true);
        target.option(ChannelOption.SO_KEEPALIVE, true);
        target.option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(Bounds.MAX_WAITING_BYTES / 2, Bounds.MAX_WAITING_BYTES));
    }
}

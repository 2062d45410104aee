package io.ballot.node.transport;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that came in and have not said who they are yet; a bounded number, so that strangers cost little. */
final class Lobby {

    private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);

    private final Set<Channel> waiting = new HashSet<>();
    private boolean fullSaid;

    /** Whether there was room. The channel leaves by itself when it closes. */
    boolean enter(Channel channel) {
        if (waiting.size() >= Bounds.MAX_BEFORE_HELLO) {
            if (!fullSaid) {
                fullSaid = true;
                LOG.warn(
                        "{} connections have not said HELLO, the next from {}: closing new ones until some end",
                        waiting.size(),
                        channel.remoteAddress());
            }
            return false;
        }
        waiting.add(channel);
        channel.closeFuture().addListener(closed -> leave(channel));
        return true;
    }

    void leave(Channel channel) {
        if (waiting.remove(channel) && waiting.size() < Bounds.MAX_BEFORE_HELLO / 2) {
            fullSaid = false;
        }
    }
}

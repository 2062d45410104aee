package io.ballot.node.transport;

import io.ballot.core.Event;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.wire.Greeting;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address book and the open links; lives on the event loop.
 *
 * <p>A message goes to the node's <em>current</em> life, the one its member znode names, over the newest link with it: two
 * nodes that call each other at the same time have two links, and either serves both directions. Links with lives that are
 * not (or no longer) in the book may stay: they hear, and end by themselves.
 */
final class Links {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private static final AttributeKey<Boolean> ENDED_HERE = AttributeKey.valueOf(Links.class, "endedHere");

    private final Identity self;
    private final HelloRules rules;
    private final Consumer<Event> inbox;
    private final Lobby lobby = new Lobby();
    private final Map<NodeId, Peer> book = new HashMap<>();
    private final Map<Life, Deque<Channel>> open = new HashMap<>();
    private final Dialler dialler;
    private final LinkWriter writer;
    private boolean closing;

    /** @param inbox called on the event loop; must only enqueue */
    Links(Identity self, Consumer<Event> inbox, LinkWriter writer, Dialler dialler) {
        this.self = self;
        this.rules = new HelloRules(self);
        this.inbox = inbox;
        this.writer = writer;
        this.dialler = dialler;
    }

    Identity self() {
        return self;
    }

    Lobby lobby() {
        return lobby;
    }

    void received(Event.Received event) {
        inbox.accept(event);
    }

    // ---- the address book

    void update(Collection<Member> members) {
        Map<NodeId, Peer> next = new HashMap<>();
        for (Member member : members) {
            if (member.node().equals(self.life().node())) {
                continue;
            }
            Peer known = book.get(member.node());
            next.put(member.node(), known != null && known.is(member) ? known : new Peer(member));
        }
        for (Map.Entry<NodeId, Peer> entry : book.entrySet()) {
            if (next.get(entry.getKey()) != entry.getValue()) {
                writer.dropped(entry.getValue().takeWaiting().size());
            }
        }
        book.clear();
        book.putAll(next);
    }

    /** Whether {@code peer} is still what the book says of its node. */
    boolean isCurrent(Peer peer) {
        return book.get(peer.life().node()) == peer;
    }

    // ---- outgoing

    void send(List<Outgoing> batch) {
        List<Channel> touched = new ArrayList<>();
        for (Outgoing message : batch) {
            Peer peer = book.get(message.to());
            Channel channel = peer == null ? null : newest(peer.life());
            if (peer == null) {
                writer.dropped(1);
            } else if (channel == null) {
                hold(peer, message);
            } else {
                writer.write(channel, message);
                if (!touched.contains(channel)) {
                    touched.add(channel);
                }
            }
        }
        touched.forEach(Channel::flush);
    }

    private void hold(Peer peer, Outgoing message) {
        if (!peer.hold(message)) {
            writer.dropped(1);
        }
        if (peer.dial() == Peer.Dial.IDLE) {
            dialler.dial(this, peer);
        }
    }

    /** The attempt failed: what waited is dropped. */
    void unreachable(Peer peer) {
        writer.dropped(peer.takeWaiting().size());
    }

    // ---- links

    /** Why {@code hello} is not accepted. */
    Optional<String> maybeRefusal(Greeting.Hello hello) {
        Optional<String> refusal = rules.maybeRefusal(hello);
        Peer peer = book.get(hello.life().node());
        if (refusal.isEmpty() && peer != null && !peer.life().equals(hello.life()) && newest(peer.life()) != null) {
            return Optional.of("node id '" + hello.life().node() + "' is connected as another process, " + peer.life());
        }
        return refusal;
    }

    void opened(Channel channel, Life life, boolean called) {
        lobby.leave(channel);
        open.computeIfAbsent(life, l -> new ArrayDeque<>()).addFirst(channel);
        LOG.info("Link with {} at {} is open ({})", life, channel.remoteAddress(), called ? "called" : "was called");
        Peer peer = book.get(life.node());
        if (peer != null && peer.life().equals(life)) {
            peer.reached(called);
            for (Outgoing message : peer.takeWaiting()) {
                writer.write(channel, message);
            }
            channel.flush();
        }
    }

    void closed(Channel channel, Life life) {
        Deque<Channel> channels = open.get(life);
        if (channels != null && channels.remove(channel)) {
            LOG.info("Link with {} at {} is closed", life, channel.remoteAddress());
            if (channels.isEmpty()) {
                open.remove(life);
                if (!closing && channel.attr(ENDED_HERE).get() == null) {
                    inbox.accept(new Event.LinkLost(life));
                }
            }
        }
    }

    /** Ends a link from this side: that tells nothing of the other. */
    static void end(Channel channel) {
        channel.attr(ENDED_HERE).set(true);
        channel.close();
    }

    /** Calls the address of that process, if the book names it. */
    void probe(Life life) {
        Peer peer = book.get(life.node());
        if (peer != null && peer.life().equals(life)) {
            dialler.probe(peer, result -> inbox.accept(new Event.AddressProbed(life, result)));
        }
    }

    /** Completes {@code gone} when all that was written has left. */
    void lastWords(Promise<Void> gone) {
        closing = true;
        PromiseCombiner writes = new PromiseCombiner(dialler.loop());
        for (Deque<Channel> channels : open.values()) {
            for (Channel channel : channels) {
                writes.add(channel.writeAndFlush(Unpooled.EMPTY_BUFFER));
            }
        }
        writes.finish(gone);
    }

    boolean isLinked(Life life) {
        return newest(life) != null;
    }

    private @Nullable Channel newest(Life life) {
        Deque<Channel> channels = open.get(life);
        if (channels != null) {
            for (Channel channel : channels) {
                if (channel.isActive()) {
                    return channel;
                }
            }
        }
        return null;
    }
}

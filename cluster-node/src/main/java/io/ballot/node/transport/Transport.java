package io.ballot.node.transport;

import io.ballot.core.Event;
import io.ballot.node.config.TransportConfig;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Messages to and from the other nodes. Listens from {@link #open} until {@link #close}.
 *
 * <p>{@link #send}, {@link #flush} and {@link #updateMembers} are the driver's: one thread. None of them blocks. A message
 * may be lost or, across two links with one peer, overtake another; it is never damaged, repeated or delivered to another
 * life than the one that the address book named when it was sent.
 */
public final class Transport implements AutoCloseable {

    private final NioEventLoopGroup group;
    private final EventLoop loop;
    private final BackgroundResolver resolver;
    private final Links links;
    private final LinkWriter writer;
    private final Listener listener;
    private final String advertisedHost;

    private List<Outgoing> batch = new ArrayList<>();
    private final AtomicLong handedOverBytes = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Transport(TransportConfig config, Identity self, Consumer<Event> inbox) throws CannotListenException {
        String name = "ballot-transport-" + self.life().node();
        // One loop: everything in here is single-threaded, and one thread encodes more tasks than one driver decides.
        group = new NioEventLoopGroup(1, new DefaultThreadFactory(name, true));
        loop = group.next();
        resolver = new BackgroundResolver(name + "-names");
        writer = new LinkWriter(self);
        links = new Links(self, inbox, writer, new Dialler(loop, resolver));
        advertisedHost = config.advertisedHost();
        boolean listening = false;
        try {
            listener = Listener.bind(group, config.host(), config.port(), links);
            listening = true;
        } finally {
            if (!listening) {
                stopThreads();
            }
        }
    }

    /**
     * Listens.
     *
     * @param config where; port 0 takes any free one, see {@link #address}
     * @param inbox gets {@link Event.Received} and what is noticed of links, on the event loop: it must enqueue and return
     * @throws CannotListenException with a line for the operator
     */
    public static Transport open(TransportConfig config, Identity self, Consumer<Event> inbox)
            throws CannotListenException {
        return new Transport(config, self, inbox);
    }

    /** The port that is listened on, never 0. */
    public int port() {
        return listener.port();
    }

    /** {@code host:port} for the member znode. */
    public String address() {
        return HostPort.format(advertisedHost, port());
    }

    /** Messages dropped so far: no address, no connection, no room, or lost with its link. */
    public long droppedMessages() {
        return writer.dropped();
    }

    /** Replaces the address book: the member znodes that exist now. This node itself may be among them. */
    public void updateMembers(Collection<Member> members) {
        flush();
        List<Member> copy = List.copyOf(members);
        execute(() -> links.update(copy));
    }

    /**
     * Queues a message for the node's current life; it leaves with the next {@link #flush}. Dropped without a word where it
     * cannot be sent.
     *
     * @param epoch goes into the envelope
     */
    public void send(NodeId to, long epoch, Message message) {
        long weight = MessageWeight.of(message);
        if (closed.get() || handedOverBytes.get() + weight > Bounds.MAX_HANDOVER_BYTES) {
            writer.dropped(1);
            return;
        }
        handedOverBytes.addAndGet(weight);
        batch.add(new Outgoing(to, epoch, message, weight));
        if (batch.size() >= Bounds.MAX_BATCH) {
            flush();
        }
    }

    /** Everything sent so far leaves now; one hand-over and one flush a link, whatever the number of messages. */
    public void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Outgoing> leaving = batch;
        batch = new ArrayList<>();
        execute(() -> {
            for (Outgoing message : leaving) {
                handedOverBytes.addAndGet(-message.weight());
            }
            links.send(leaving);
        });
    }

    /** Asks whether anybody listens where that life does; answered with {@link Event.AddressProbed}, a hint like all hints. */
    public void probe(Life life) {
        execute(() -> links.probe(life));
    }

    private void execute(Runnable task) {
        if (!closed.get()) {
            loop.execute(task);
        }
    }

    /**
     * Sends what was sent before, closes port and links, ends the threads; within some seconds, whatever the peers do. Further
     * messages are dropped.
     */
    @Override
    public void close() {
        flush();
        if (closed.compareAndSet(false, true)) {
            listener.close();
            Promise<Void> gone = loop.newPromise();
            loop.execute(() -> links.lastWords(gone));
            gone.awaitUninterruptibly(Bounds.LAST_WORDS_MS);
            stopThreads();
        }
    }

    private void stopThreads() {
        resolver.close();
        group.shutdownGracefully(0, Bounds.LAST_WORDS_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(Bounds.CLOSE_MS);
    }
}

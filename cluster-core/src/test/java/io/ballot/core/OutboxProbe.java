package io.ballot.core;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** An {@link Outbox} for tests of single collaborators: set the time, look at what was sent and asked for. */
public final class OutboxProbe {

    public static final Times TIMES = new Times(10_000, 1_000, 30_000, 60_000, 1, true, Times.AUTO);

    public final Outbox outbox;
    private final List<Command> commands = new ArrayList<>();
    private long nowMs;
    private long journalled;
    public boolean journalIsSlow;

    public OutboxProbe(String node) {
        outbox = new Outbox(config(node));
        at(0);
    }

    public static CoreConfig config(String node) {
        return new CoreConfig(
                "test",
                life(node, 1),
                store(node),
                new Id128(7, 7),
                TIMES,
                new FilterParams(1000, 1e-3),
                1000,
                2000,
                60_000,
                2000,
                30_000,
                6000,
                1000,
                600_000,
                1000,
                1000,
                500,
                1000,
                30_000,
                60_000,
                1_000_000,
                new TreeMap<>());
    }

    /** The {@code number}th process of that node; its data directory is always the same. */
    public static Life life(String node, int number) {
        return new Life(new NodeId(node), new Id128(node.hashCode(), number), new Id128(1, node.hashCode()));
    }

    public static StoreRef store(String node) {
        return new StoreRef(new NodeId(node), new Id128(2, node.hashCode()));
    }

    public void at(long ms) {
        nowMs = ms;
        outbox.begin(nowMs, this::take);
    }

    /** A disk that is at once: tests of the journal hold its word back with {@link #journalIsSlow}. */
    private void take(Command command) {
        if (command instanceof Command.Journal write) {
            journalled = write.number();
            if (!journalIsSlow) {
                outbox.journal().onJournaled(journalled);
            }
        } else {
            commands.add(command);
        }
    }

    public void after(long ms) {
        at(nowMs + ms);
    }

    /** What was sent to that node since the last look. */
    public List<Message> sentTo(String node) {
        List<Message> sent = new ArrayList<>();
        commands.removeIf(command -> {
            boolean match =
                    command instanceof Command.Send send && send.to().name().equals(node);
            if (match) {
                sent.add(((Command.Send) command).message());
            }
            return match;
        });
        return sent;
    }

    /** Commands of that type since the last look, oldest first. */
    public <C extends Command> List<C> taken(Class<C> type) {
        List<C> taken = new ArrayList<>();
        commands.removeIf(command -> type.isInstance(command) && taken.add(type.cast(command)));
        return taken;
    }

    /** What the node said to itself since the last look. */
    public List<Message> sentToItself() {
        List<Message> sent = new ArrayList<>();
        var next = outbox.pollLocal();
        while (next != null) {
            sent.add(next.message());
            next = outbox.pollLocal();
        }
        return sent;
    }
}

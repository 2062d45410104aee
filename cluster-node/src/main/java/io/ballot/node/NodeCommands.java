package io.ballot.node;

import io.ballot.core.Command;
import io.ballot.node.admin.EventLog;
import io.ballot.node.execution.ExecutionAdapter;
import io.ballot.node.kafka.KafkaAdapter;
import io.ballot.node.store.Journal;
import io.ballot.node.transport.Transport;
import io.ballot.node.zookeeper.ZooKeeperAdapter;
import io.ballot.protocol.NodeId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the machine asks for, each command by the adapter that it is for. Called by the driver; never waits. */
final class NodeCommands implements Consumer<Command>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.ballot.node");

    private final NodeId node;
    private final Transport transport;
    private final ZooKeeperAdapter zookeeper;
    private final KafkaAdapter kafka;
    private final ExecutionAdapter execution;
    private final Journal journal;
    private final Consumer<Throwable> onFatal;
    private final Runnable onStopped;
    private final Consumer<String> onConsuming;
    private final EventLog events;
    private final ExecutorService background;
    private boolean consumed;

    NodeCommands(
            NodeId node,
            Transport transport,
            ZooKeeperAdapter zookeeper,
            KafkaAdapter kafka,
            ExecutionAdapter execution,
            Journal journal,
            Consumer<Throwable> onFatal,
            Runnable onStopped,
            Consumer<String> onConsuming,
            EventLog events) {
        this.node = node;
        this.transport = transport;
        this.zookeeper = zookeeper;
        this.kafka = kafka;
        this.execution = execution;
        this.journal = journal;
        this.onFatal = onFatal;
        this.onStopped = onStopped;
        this.onConsuming = onConsuming;
        this.events = events;
        this.background = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "ballot-background-" + node);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void accept(Command command) {
        if (command instanceof Command.Send send) {
            transport.send(send.to(), send.epoch(), send.message());
        } else if (command instanceof Command.ProbeAddress probe) {
            transport.probe(probe.life());
        } else if (command instanceof Command.Start start) {
            execution.start(start);
        } else if (command instanceof Command.Note note) {
            note(note);
        } else if (command instanceof Command.LeaseUntil lease) {
            execution.leaseUntil(lease);
        } else if (command instanceof Command.AllowStarts allow) {
            execution.allowStarts(allow.allowed());
        } else if (command instanceof Command.Cancel cancel) {
            execution.cancel(cancel);
        } else if (command instanceof Command.RunCheck check) {
            execution.runCheck(check);
        } else if (command instanceof Command.WriteSide write) {
            kafka.execute(withFailure(write));
        } else if (command instanceof Command.HashSeed seed) {
            kafka.setHashSeed(seed.seed());
        } else if (command instanceof Command.Journal write) {
            journal.append(write.number(), write.change());
        } else if (command instanceof Command.Stopped) {
            transport.flush();
            background.execute(this::leave);
        } else if (command instanceof Command.Halt halt) {
            onFatal.accept(new IllegalStateException(halt.reason(), halt.maybeCause()));
        } else if (!kafka.execute(command) && !zookeeper.execute(command)) {
            throw new IllegalStateException("nobody carries out " + command);
        }
        if (command instanceof Command.Consume consume
                && consume.consumption() == Command.Consumption.ON
                && !consumed) {
            consumed = true;
            onConsuming.accept(node + " is in-sync and consuming");
        }
    }

    private void note(Command.Note note) {
        events.add(note);
        switch (note.level()) {
            case INFO -> log.info("{} {}: {}", node, note.kind(), note.text());
            case WARN -> log.warn("{} {}: {}", node, note.kind(), note.text());
            case ERROR -> log.error("{} {}: {}", node, note.kind(), note.text());
        }
    }

    /** The reason of a dead letter is what the last attempt failed of, where that is still known. */
    private Command.WriteSide withFailure(Command.WriteSide write) {
        String failure = execution.maybeFailure(write.partition(), write.offset());
        if (failure == null || write.topic() == Command.SideTopic.PARKED) {
            return write;
        }
        return new Command.WriteSide(
                write.topic(),
                write.partition(),
                write.claimNo(),
                write.offset(),
                write.id(),
                write.attempts(),
                write.reason() + ": " + failure);
    }

    private void leave() {
        try {
            zookeeper.deregister();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        onStopped.run();
    }

    @Override
    public void close() {
        background.shutdown();
    }
}

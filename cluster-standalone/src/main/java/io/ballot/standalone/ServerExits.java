package io.ballot.standalone;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.apache.zookeeper.util.ServiceUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the embedded servers from ending the process they run in.
 *
 * <p>Both servers call {@code System.exit} or {@code halt} when they cannot go on (a failed disk, a fault in the
 * metadata log). In a test or an application that would end the host without a word. Both offer a static switch for
 * it, made for exactly this; what they wanted is told to everyone who listens, and the thread that asked for it ends
 * with an exception, so that it does not go on with a state that its authors hold for unusable.
 */
final class ServerExits {
    private static final Logger log = LoggerFactory.getLogger(ServerExits.class);
    private static final AtomicBoolean installed = new AtomicBoolean();
    private static final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private ServerExits() {}

    /** From now on an exit of a server is refused, and told to {@code onFatal} until the returned handle is closed. */
    static Registration refuse(Consumer<String> onFatal) {
        if (installed.compareAndSet(false, true)) {
            Exit.setExitProcedure((status, message) -> refused("Kafka wanted to exit", status, message));
            Exit.setHaltProcedure((status, message) -> refused("Kafka wanted to halt", status, message));
            ServiceUtils.setSystemExitProcedure(status -> refused("ZooKeeper wanted to exit", status, null));
        }
        listeners.add(onFatal);
        return () -> listeners.remove(onFatal);
    }

    private static void refused(String what, int status, @org.jspecify.annotations.Nullable String message) {
        String text = what + " with status " + status + (message == null ? "" : ": " + message);
        log.error("{}; refused, the server is unusable from here and its owner is told", text);
        listeners.forEach(listener -> listener.accept(text));
        throw new IllegalStateException(text);
    }

    /**
     * Ends the notification; the exits stay refused, because a server's threads may outlive its shutdown for a
     * moment.
     */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

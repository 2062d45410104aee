package io.ballot.node.zookeeper;

import static org.awaitility.Awaitility.await;

import io.ballot.core.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An inbox that keeps everything; a test awaits what it expects, each event once, in their order. */
final class EventLog implements Consumer<Event> {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<Event> events = new ArrayList<>();
    private int seen;

    @Override
    public synchronized void accept(Event event) {
        events.add(event);
    }

    synchronized List<Event> all() {
        return List.copyOf(events);
    }

    /** What came after the last awaited event is forgotten. */
    synchronized void skip() {
        seen = events.size();
    }

    /** The next event of this type; those before it are passed over. */
    <T extends Event> T next(Class<T> type) {
        return next(type, event -> true);
    }

    <T extends Event> T next(Class<T> type, Predicate<T> condition) {
        return await("next " + type.getSimpleName())
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> find(type, condition), Optional::isPresent)
                .orElseThrow();
    }

    private synchronized <T extends Event> Optional<T> find(Class<T> type, Predicate<T> condition) {
        for (int i = seen; i < events.size(); i++) {
            if (type.isInstance(events.get(i)) && condition.test(type.cast(events.get(i)))) {
                seen = i + 1;
                return Optional.of(type.cast(events.get(i)));
            }
        }
        return Optional.empty();
    }
}

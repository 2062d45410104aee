package io.ballot.node.admin;

import io.ballot.core.Command;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest events of this process, for {@code cluster.sh events}. Bounded: the oldest makes room. Thread-safe; adding
 * waits for nothing but a short lock.
 */
public final class EventLog {

    /** Some hundred bytes each: half a megabyte. */
    public static final int EVENTS_MAX = 2_000;

    private final String node;
    private final Clock clock;
    private final String process;
    private final Deque<EventReport> events = new ArrayDeque<>();
    private long last;

    public EventLog(String node, Clock clock) {
        this.node = node;
        this.clock = clock;
        this.process = ProcessHandle.current().pid() + "@" + Json.time(clock.instant());
    }

    public void add(Command.Note note) {
        add(note.level(), note.kind(), note.text());
    }

    public synchronized void add(Command.Level level, String kind, String text) {
        if (events.size() == EVENTS_MAX) {
            events.removeFirst();
        }
        events.addLast(new EventReport(++last, Json.time(clock.instant()), level.name(), kind, text, node));
    }

    /** Events whose number is above {@code since}, oldest first; of many, the latest {@code limit}. */
    synchronized EventsReport since(long since, int limit) {
        List<EventReport> newer =
                events.stream().filter(event -> event.seq() > since).toList();
        List<EventReport> told = newer.subList(Math.max(0, newer.size() - limit), newer.size());
        return new EventsReport(
                EventsReport.SCHEMA, node, process, last, Math.max(0, last - Math.max(0, since) - told.size()), told);
    }
}

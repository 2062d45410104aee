package io.ballot.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What every reader promises of any input. */
public final class Promises {

    /** A reason ends up in a log line and, before HELLO, in a frame of 4 KiB. */
    private static final int MOST_OF_A_REASON = 700;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ConcurrentMap<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();

    private Promises() {}

    /** A reading, whatever it ends with. */
    public interface Reading<T> {
        T read() throws Exception;
    }

    /**
     * What {@code reading} returns or throws, if it allocates no more than {@code most} bytes. One that does is repeated: the
     * first use of a class allocates what no later one does.
     */
    public static <T> T costsAtMost(long most, Reading<T> reading) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return reading.read();
        } finally {
            if (THREADS.getCurrentThreadAllocatedBytes() - before > most) {
                long again = cost(reading);
                holds(again <= most, "%d bytes allocated where %d are allowed", again, most);
            }
        }
    }

    private static long cost(Reading<?> reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reading.read();
        } catch (Exception e) {
            // What it ends with was seen the first time; here only its price counts.
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** One line, not empty, that steers no terminal and hides nothing. */
    public static void oneLine(@Nullable String reason) {
        holds(reason != null && !reason.isBlank(), "no reason is given");
        holds(reason.length() <= MOST_OF_A_REASON, "a reason of %d characters", reason.length());
        reason.codePoints().forEach(c -> {
            int type = Character.getType(c);
            holds(
                    type != Character.CONTROL
                            && type != Character.LINE_SEPARATOR
                            && type != Character.PARAGRAPH_SEPARATOR
                            && type != Character.FORMAT
                            && type != Character.SURROGATE,
                    "a reason with character U+%04X",
                    c);
        });
    }

    public static void holds(boolean condition, String otherwise, Object... values) {
        if (!condition) {
            throw new AssertionError(String.format(Locale.ROOT, otherwise, values));
        }
    }

    /** Equality that looks into arrays, as the records' own does not. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null || a.getClass() != b.getClass()) {
            return a == b || a instanceof List<?> one && b instanceof List<?> other && sameList(one, other);
        }
        if (a instanceof Record) {
            for (RecordComponent component : COMPONENTS.computeIfAbsent(a.getClass(), Promises::components)) {
                if (!same(value(component, a), value(component, b))) {
                    return false;
                }
            }
            return true;
        }
        if (a.getClass().isArray()) {
            int length = Array.getLength(a);
            for (int i = 0; i < length; i++) {
                if (length != Array.getLength(b) || !Array.get(a, i).equals(Array.get(b, i))) {
                    return false;
                }
            }
            return length == Array.getLength(b);
        }
        return a instanceof List<?> one && b instanceof List<?> other ? sameList(one, other) : a.equals(b);
    }

    private static boolean sameList(List<?> a, List<?> b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            same = same(a.get(i), b.get(i));
        }
        return same;
    }

    private static RecordComponent[] components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
        }
        return components;
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}

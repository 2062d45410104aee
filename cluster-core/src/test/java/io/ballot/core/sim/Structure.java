package io.ballot.core.sim;

import io.ballot.protocol.Token;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hash and text of events, commands and messages by their content, arrays included, the same in every JVM. What records do
 * themselves will not do: their arrays, and enums anywhere, hash by identity.
 */
public final class Structure {

    private static final long PRIME = 0x100000001b3L;

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < components.length; i++) {
                accessors[i] = components[i].getAccessor();
                accessors[i].setAccessible(true);
            }
            return accessors;
        }
    };

    private Structure() {}

    static long hash(@Nullable Object value) {
        if (value == null) {
            return 17;
        } else if (value instanceof Record) {
            long hash = value.getClass().getSimpleName().hashCode();
            for (Method accessor : ACCESSORS.get(value.getClass())) {
                hash = mix(hash, hash(read(accessor, value)));
            }
            return hash;
        } else if (value instanceof long[] longs) {
            long hash = longs.length;
            for (long one : longs) {
                hash = mix(hash, one);
            }
            return hash;
        } else if (value.getClass().isArray()) {
            long hash = Array.getLength(value);
            for (int i = 0; i < Array.getLength(value); i++) {
                hash = mix(hash, hash(Array.get(value, i)));
            }
            return hash;
        } else if (value instanceof Collection<?> many) {
            long hash = many.size();
            for (Object one : many) {
                hash = mix(hash, hash(one));
            }
            return hash;
        } else if (value instanceof Map<?, ?> map) {
            return hash(map.keySet()) * PRIME + hash(map.values());
        } else if (value instanceof Enum<?> constant) {
            return constant.ordinal();
        } else if (value instanceof Throwable) {
            return value.getClass().getName().hashCode();
        }
        return value.hashCode();
    }

    static long mix(long hash, long more) {
        long mixed = (hash ^ more) * PRIME;
        return mixed ^ (mixed >>> 29);
    }

    /** One line. */
    public static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Record record && hasPlainText(record)) {
            out.append(record);
        } else if (value instanceof Record) {
            out.append(value.getClass().getSimpleName()).append('(');
            String between = "";
            for (Method accessor : ACCESSORS.get(value.getClass())) {
                out.append(between).append(accessor.getName()).append('=');
                if (accessor.getName().equals("tokens") && read(accessor, value) instanceof long[] tokens) {
                    out.append(Arrays.stream(tokens).mapToObj(Structure::token).toList());
                } else {
                    write(read(accessor, value), out);
                }
                between = " ";
            }
            out.append(')');
        } else if (value instanceof io.ballot.protocol.TaskIds ids) {
            out.append('[');
            for (int i = 0; i < ids.size(); i++) {
                out.append(i == 0 ? "" : " ").append(Long.toHexString(ids.hi(i) >>> 40));
            }
            out.append(']');
        } else if (value != null && value.getClass().isArray()) {
            out.append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                out.append(i == 0 ? "" : " ");
                write(Array.get(value, i), out);
            }
            out.append(']');
        } else if (value instanceof Collection<?> many) {
            out.append('[');
            String between = "";
            for (Object one : many) {
                out.append(between);
                write(one, out);
                between = " ";
            }
            out.append(']');
        } else {
            out.append(value);
        }
    }

    /** Epoch and counter. */
    static String token(long token) {
        return Token.epoch(token) + ":" + (token & Token.COUNTER_MAX);
    }

    private static boolean hasPlainText(Record record) {
        try {
            return record.getClass().getMethod("toString").getDeclaringClass() == record.getClass()
                    && record.getClass().getPackageName().equals("io.ballot.protocol")
                    && record.getClass().getEnclosingClass() == null
                    && !(record instanceof io.ballot.protocol.Claim)
                    && record instanceof Comparable<?>;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every object has a toString", e);
        }
    }

    private static @Nullable Object read(Method accessor, Object from) {
        try {
            return accessor.invoke(from);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + accessor + " of a record", e);
        }
    }
}

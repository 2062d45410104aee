package io.ballot.node.execution;

import com.google.common.reflect.TypeToken;
import io.ballot.worker.PayloadCodec;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a queue's payloads are read: what the code says itself, else what the queue's settings say, else by the type
 * that the code names as its {@code T}. So an ordinary worker class needs no setting at all.
 */
final class Codecs {

    private final Plugins plugins;

    Codecs(Plugins plugins) {
        this.plugins = plugins;
    }

    /**
     * @param code the worker or check
     * @param generic {@code TaskWorker} or {@code IdempotencyCheck}
     * @param stated what {@code code.codec()} says
     * @param setting as in {@link QueueExecution#codec()}
     * @return empty if nothing says what {@code T} is
     */
    Optional<PayloadCodec<?>> choose(
            QueueExecution queue, Object code, Class<?> generic, Optional<? extends PayloadCodec<?>> stated)
            throws WorkerStartException {
        if (stated.isPresent()) {
            return Optional.of(stated.get());
        }
        Type maybeType = maybeParameter(code.getClass(), generic);
        String setting = queue.codec();
        if (setting.equals(QueueExecution.CODEC_OF_WORKER)) {
            return maybeType == null ? Optional.empty() : Optional.of(byType(maybeType));
        }
        PayloadCodec<?> codec = switch (setting) {
            case "bytes" -> PayloadCodec.bytes();
            case "string" -> PayloadCodec.string();
            case "json" -> json(queue, code, maybeType);
            default -> plugins.instantiate(PayloadCodec.class, setting, "queue." + queue.name() + ".codec");
        };
        refuseMismatch(queue, code, codec, maybeType);
        return Optional.of(codec);
    }

    private PayloadCodec<?> json(QueueExecution queue, Object code, @Nullable Type maybeType)
            throws WorkerStartException {
        if (maybeType == null) {
            throw new WorkerStartException(
                    "queue." + queue.name() + ".codec=json: " + code.getClass().getName()
                            + " does not show the class to read (a lambda hides it); let it say its codec()");
        }
        return JsonCodec.ofType(maybeType, plugins.classLoader());
    }

    private PayloadCodec<?> byType(Type type) {
        if (isBytes(type)) {
            return PayloadCodec.bytes();
        }
        return type == String.class ? PayloadCodec.string() : JsonCodec.ofType(type, plugins.classLoader());
    }

    /** Found at the start rather than as a ClassCastException of every task. */
    private static void refuseMismatch(
            QueueExecution queue, Object code, PayloadCodec<?> codec, @Nullable Type maybeTaken)
            throws WorkerStartException {
        Type maybeGiven = codec instanceof JsonCodec ? null : maybeParameter(codec.getClass(), PayloadCodec.class);
        if (maybeGiven == null || maybeTaken == null) {
            return;
        }
        boolean fits = isBytes(maybeTaken)
                ? isBytes(maybeGiven)
                : TypeToken.of(maybeTaken)
                        .getRawType()
                        .isAssignableFrom(TypeToken.of(maybeGiven).getRawType());
        if (!fits) {
            throw new WorkerStartException(
                    "queue." + queue.name() + ".codec=" + queue.codec() + " gives " + maybeGiven.getTypeName()
                            + ", but " + code.getClass().getName() + " takes " + maybeTaken.getTypeName());
        }
    }

    private static boolean isBytes(Type type) {
        return type == byte[].class
                || type instanceof GenericArrayType array && array.getGenericComponentType() == byte.class;
    }

    /** What {@code type} names as the parameter of {@code generic}, null if that is not to be seen. */
    static @Nullable Type maybeParameter(Class<?> type, Class<?> generic) {
        Type parameter =
                TypeToken.of(type).resolveType(generic.getTypeParameters()[0]).getType();
        return parameter instanceof TypeVariable || parameter instanceof WildcardType ? null : parameter;
    }
}

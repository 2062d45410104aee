package io.ballot.node.execution;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.ballot.worker.PayloadCodec;
import java.io.IOException;
import java.lang.reflect.Type;

/**
 * Payloads as JSON, without a trace of the library in the worker interface.
 *
 * <p>Unknown properties are passed over: submitters and workers are not deployed at one moment. Jackson modules on the class
 * path (for {@code java.time} and the like) are used.
 */
public final class JsonCodec<T> implements PayloadCodec<T> {

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JsonCodec(Type type, ClassLoader classLoader) {
        ObjectMapper mapper = new ObjectMapper()
                .registerModules(ObjectMapper.findModules(classLoader))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        JavaType javaType = mapper.constructType(type);
        reader = mapper.readerFor(javaType);
        writer = mapper.writerFor(javaType);
    }

    /** Reads and writes values of this class. */
    public static <T> JsonCodec<T> of(Class<T> type) {
        ClassLoader own = type.getClassLoader();
        return new JsonCodec<>(type, own == null ? JsonCodec.class.getClassLoader() : own);
    }

    static JsonCodec<?> ofType(Type type, ClassLoader classLoader) {
        return new JsonCodec<>(type, classLoader);
    }

    @Override
    public T decode(byte[] payload) throws IOException {
        T value = reader.readValue(payload);
        if (value == null) {
            throw new IOException("the JSON value is null");
        }
        return value;
    }

    @Override
    public byte[] encode(T value) throws IOException {
        return writer.writeValueAsBytes(value);
    }
}

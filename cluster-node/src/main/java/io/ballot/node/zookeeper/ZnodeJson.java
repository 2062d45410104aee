package io.ballot.node.zookeeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

/**
 * Records as JSON in znodes: readable with ZooKeeper's own shell when something is wrong.
 *
 * <p>Every znode carries {@code "schema":1}. Unknown fields are ignored, so that nodes of the next version may add some
 * while this one still runs; a higher schema is refused, since it says that adding was not enough. A missing field is an
 * error, and so is a number where a text is due, or the other way round: a znode half understood is worse than one refused.
 */
final class ZnodeJson {

    private static final int SCHEMA = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .serializationInclusion(JsonInclude.Include.ALWAYS)
            .addModule(new SimpleModule()
                    .addSerializer(new AsText<>(Id128.class))
                    .addSerializer(new AsText<>(NodeId.class))
                    .addDeserializer(Id128.class, new FromText<>(Id128.class, Id128::parse))
                    .addDeserializer(NodeId.class, new FromText<>(NodeId.class, NodeId::new)))
            .build();

    private ZnodeJson() {}

    static byte[] write(Record value) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("schema", SCHEMA);
        ObjectNode fields = MAPPER.valueToTree(value);
        json.setAll(fields);
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }

    /** @param path for the message of the exception */
    static <T extends Record> T read(String path, byte[] bytes, Class<T> type) throws UnreadableZnodeException {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            JsonNode schema = json.path("schema");
            if (!schema.isInt()) {
                throw new UnreadableZnodeException(path, "it holds no JSON object with a schema number");
            }
            if (schema.intValue() != SCHEMA) {
                throw new UnreadableZnodeException(
                        path, "it has schema " + schema.intValue() + ", this version reads schema " + SCHEMA);
            }
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableZnodeException(
                    path,
                    "no " + type.getSimpleName().toLowerCase(Locale.ROOT) + " in JSON (" + e.getOriginalMessage()
                            + ")");
        } catch (IOException e) {
            throw new UnreadableZnodeException(path, "no JSON (" + e.getMessage() + ")");
        }
    }

    private static final class AsText<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1;

        AsText(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(handledType(), in);
            }
            String text = in.getText();
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                return (T) context.handleWeirdStringValue(handledType(), text, "%s", String.valueOf(e.getMessage()));
            }
        }
    }
}

package dev.tradespace.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which JSON is read: a repeated key, an unknown key, a null for a number, a value of another type and
 * trailing text are errors.
 * For YAML there is {@link StrictYaml}.
 */
public final class StrictJson {
    /** How Jackson says in the middle of a sentence that it does not quote the text. */
    private static final Pattern HIDDEN_SOURCE = Pattern.compile("\\[Source: REDACTED[^;]*; ");

    /**
     * Several times what any document of ours needs: whoever walks through a tree calls himself for each level, and a
     * thread's stack is small.
     */
    private static final int DEPTH = 100;

    private StrictJson() {}

    /** A mapper for JSON. */
    public static ObjectMapper json() {
        StreamReadConstraints depth =
                StreamReadConstraints.builder().maxNestingDepth(DEPTH).build();
        return strict(JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(depth).build()))
                .build();
    }

    /**
     * The tree of a text.
     *
     * @throws BadDocument if it is no JSON, with line and column
     */
    public static JsonNode read(ObjectMapper mapper, String text) {
        try {
            JsonNode node = mapper.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new BadDocument("it is empty");
            }
            return node;
        } catch (JsonProcessingException bad) {
            throw new BadDocument(place(bad.getLocation())
                    + HIDDEN_SOURCE
                            .matcher(
                                    bad.getOriginalMessage().lines().findFirst().orElse("not readable"))
                            .replaceAll("["));
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
        return builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }
}

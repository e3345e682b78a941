package dev.tradespace.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The one way in which JSON and YAML are read: a repeated key, an unknown key, a null for a number and trailing text are errors. YAML is
 * capped in size, depth and aliases.
 */
public final class StrictJson {
    private static final int YAML_CODE_POINTS = 1 << 20;
    private static final int YAML_ALIASES = 20;
    private static final int YAML_DEPTH = 20;

    private StrictJson() {}

    /** A mapper for JSON. */
    public static ObjectMapper json() {
        return strict(JsonMapper.builder()).build();
    }

    /** A mapper for YAML. */
    public static ObjectMapper yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YAML_CODE_POINTS);
        options.setMaxAliasesForCollections(YAML_ALIASES);
        options.setNestingDepthLimit(YAML_DEPTH);
        options.setAllowDuplicateKeys(false);
        return strict(YAMLMapper.builder(
                        YAMLFactory.builder().loaderOptions(options).build()))
                .build();
    }

    /**
     * The tree of a text.
     *
     * @throws BadDocument if it is no document of that kind, with line and column
     */
    public static JsonNode read(ObjectMapper mapper, String text) {
        try {
            JsonNode node = mapper.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new BadDocument("it is empty");
            }
            return node;
        } catch (JsonProcessingException bad) {
            throw new BadDocument(
                    place(bad) + bad.getOriginalMessage().lines().findFirst().orElse("not readable"));
        }
    }

    private static String place(JsonProcessingException bad) {
        return bad.getLocation() == null
                ? ""
                : "line " + bad.getLocation().getLineNr() + ", column "
                        + bad.getLocation().getColumnNr() + ": ";
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
        return builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }
}

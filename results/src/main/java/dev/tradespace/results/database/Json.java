package dev.tradespace.results.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.json.StrictJson;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the database keeps as JSON text, written and read without loss: doubles in their shortest exact form. */
public final class Json {
    private static final ObjectMapper MAPPER = StrictJson.json();

    private Json() {}

    public static String ofTexts(List<String> texts) {
        return write(texts);
    }

    public static List<String> texts(String json) {
        return read(json, new TypeReference<List<String>>() {});
    }

    public static String ofMap(Map<String, String> map) {
        return write(map);
    }

    public static Map<String, String> map(String json) {
        return read(json, new TypeReference<TreeMap<String, String>>() {});
    }

    public static String ofFigures(Map<Metric, Figure> figures) {
        ObjectNode json = MAPPER.createObjectNode();
        figures.forEach((metric, figure) -> json.set(metric.id(), figure.match(new Writer())));
        return write(json);
    }

    public static Map<Metric, Figure> figures(String json) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        JsonNode tree = StrictJson.read(MAPPER, json);
        tree.properties().forEach(entry -> figures.put(metric(entry.getKey()), figure(entry.getValue())));
        return figures;
    }

    private static Metric metric(String id) {
        return Metric.find(id).orElseThrow(() -> new ResultsException("the database holds an unknown metric: " + id));
    }

    private static Figure figure(JsonNode json) {
        String origin = json.path("origin").textValue();
        return switch (origin == null ? "" : origin) {
            case "measured" -> new Figure.Measured(value(json), interval(json), text(json, "source"));
            case "estimated" -> new Figure.Estimated(value(json), interval(json), text(json, "source"));
            case "published" -> new Figure.Published(value(json), text(json, "source"));
            case "unavailable" -> new Figure.Unavailable(text(json, "reason"));
            default -> throw new ResultsException("the database holds a figure of unknown origin: " + origin);
        };
    }

    private static double value(JsonNode json) {
        return json.required("value").doubleValue();
    }

    private static String text(JsonNode json, String field) {
        return json.required(field).asText();
    }

    private static @Nullable Interval interval(JsonNode json) {
        JsonNode ends = json.path("interval");
        return ends.isMissingNode()
                ? null
                : new Interval(ends.get(0).doubleValue(), ends.get(1).doubleValue());
    }

    /** One JSON object per origin. */
    private static final class Writer implements Figure.Cases<JsonNode> {
        @Override
        public JsonNode measured(Figure.Measured figure) {
            return valued(figure, figure.amount(), figure.interval(), figure.source());
        }

        @Override
        public JsonNode estimated(Figure.Estimated figure) {
            return valued(figure, figure.amount(), figure.interval(), figure.source());
        }

        @Override
        public JsonNode published(Figure.Published figure) {
            return valued(figure, figure.amount(), null, figure.source());
        }

        @Override
        public JsonNode unavailable(Figure.Unavailable figure) {
            return MAPPER.createObjectNode().put("origin", figure.origin()).put("reason", figure.reason());
        }

        private static ObjectNode valued(Figure figure, double amount, @Nullable Interval interval, String source) {
            ObjectNode json =
                    MAPPER.createObjectNode().put("origin", figure.origin()).put("value", amount);
            if (interval != null) {
                ArrayNode ends = json.putArray("interval");
                ends.add(interval.low()).add(interval.high());
            }
            return json.put("source", source);
        }
    }

    private static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("texts and numbers always write", bug);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException broken) {
            throw new ResultsException("the database holds a broken text: " + broken.getOriginalMessage(), broken);
        }
    }
}

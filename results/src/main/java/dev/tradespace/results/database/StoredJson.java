package dev.tradespace.results.database;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A type of value that a column holds as JSON text, without loss: doubles in their shortest exact form. */
final class StoredJson<T> implements TextForm<T> {
    private static final ObjectMapper MAPPER = StrictJson.json()
            .addMixIn(Interval.class, IntervalForm.class)
            .addMixIn(Figure.class, FigureForm.class)
            .addMixIn(Figure.Measured.class, AmountForm.class)
            .addMixIn(Figure.Estimated.class, AmountForm.class)
            .addMixIn(Figure.Published.class, AmountForm.class)
            .addMixIn(Figure.Unavailable.class, ReasonForm.class)
            .registerModule(new SimpleModule()
                    .addKeySerializer(Metric.class, new MetricKey())
                    .addKeyDeserializer(Metric.class, new MetricOfKey()));

    private final ObjectWriter writer;
    private final ObjectReader reader;

    private StoredJson(Type type) {
        // Texts by name are provenance and settings, which are sorted.
        boolean texts = type.getTypeName().equals("java.util.Map<java.lang.String, java.lang.String>");
        this.writer = MAPPER.writerFor(MAPPER.constructType(type));
        this.reader = MAPPER.readerFor(
                texts
                        ? TypeFactory.defaultInstance().constructMapType(TreeMap.class, String.class, String.class)
                        : MAPPER.constructType(type));
    }

    static <T> StoredJson<T> of(Type type) {
        return new StoredJson<>(type);
    }

    @Override
    public String text(T value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("texts and numbers always write", bug);
        }
    }

    @Override
    public T parse(String json) {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken.getOriginalMessage(), broken);
        }
    }

    /** {@code [0.26, 0.31]}. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface IntervalForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "origin")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Figure.Measured.class, name = "measured"),
        @JsonSubTypes.Type(value = Figure.Estimated.class, name = "estimated"),
        @JsonSubTypes.Type(value = Figure.Published.class, name = "published"),
        @JsonSubTypes.Type(value = Figure.Unavailable.class, name = "unavailable")
    })
    private interface FigureForm {}

    /** {@code {"origin": "measured", "value": 0.26, "interval": [0.26, 0.31], "source": "p50 of 64 queries"}}. */
    private interface AmountForm {
        @JsonProperty(value = "value", required = true)
        double amount();

        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Interval interval();

        @JsonProperty(required = true)
        String source();
    }

    private interface ReasonForm {
        @JsonProperty(required = true)
        String reason();
    }

    private static final class MetricKey extends JsonSerializer<Metric> {
        @Override
        public void serialize(Metric metric, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(metric.id());
        }
    }

    private static final class MetricOfKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String id, DeserializationContext context) {
            return Metric.find(id).orElseThrow(() -> new IllegalArgumentException("an unknown metric: " + id));
        }
    }
}

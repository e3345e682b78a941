package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A figure: value, unit and origin, with its interval and source, or the reason why there is none. */
final class FigureJson {
    private FigureJson() {}

    /** The figure of a metric, under the metric's id. */
    static void field(JsonGenerator json, Metric metric, Figure figure) throws IOException {
        field(json, metric.id(), metric, figure);
    }

    /** A figure in a metric's unit under a name of its own: {@code p90}. */
    static void field(JsonGenerator json, String name, Metric metric, Figure figure) throws IOException {
        json.writeFieldName(name);
        write(json, metric.unit(), figure);
    }

    static void write(JsonGenerator json, String unit, Figure figure) throws IOException {
        json.writeStartObject();
        json.writeFieldName("value");
        if (figure.value().isPresent()) {
            Json.number(json, figure.value().getAsDouble());
        } else {
            json.writeNull();
        }
        json.writeStringField("unit", unit);
        json.writeStringField("origin", figure.origin());
        try {
            figure.match(new Rest(json));
        } catch (UncheckedIOException unchecked) {
            throw unchecked.getCause();
        }
        json.writeEndObject();
    }

    /** What differs by origin. */
    private record Rest(JsonGenerator json) implements Figure.Cases<Boolean> {
        @Override
        public Boolean measured(Figure.Measured figure) {
            return known(figure.interval(), figure.source());
        }

        @Override
        public Boolean estimated(Figure.Estimated figure) {
            return known(figure.interval(), figure.source());
        }

        @Override
        public Boolean published(Figure.Published figure) {
            return known(null, figure.source());
        }

        @Override
        public Boolean unavailable(Figure.Unavailable figure) {
            try {
                json.writeStringField("reason", figure.reason());
                return true;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private Boolean known(@Nullable Interval interval, String source) {
            try {
                if (interval != null) {
                    json.writeArrayFieldStart("interval");
                    Json.number(json, interval.low());
                    Json.number(json, interval.high());
                    json.writeEndArray();
                }
                json.writeStringField("source", source);
                return true;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}

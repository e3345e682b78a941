package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Macs;
import dev.tradespace.core.catalogue.Built;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;

/** A model described: what is counted on it, layer by layer, beside what was published about it. */
public final class ModelJson {
    private ModelJson() {}

    /** The whole description. */
    public static void write(JsonGenerator json, Built built) throws IOException {
        Analysis analysis = built.analysis();
        json.writeStartObject();
        json.writeStringField("id", built.model().id());
        json.writeStringField("family", built.model().family().id());
        json.writeStringField("variant", built.model().variant().name());
        json.writeObjectFieldStart("configuration");
        for (Map.Entry<String, Object> setting :
                built.model().configuration().values().entrySet()) {
            json.writeFieldName(setting.getKey());
            Json.value(json, setting.getValue());
        }
        json.writeEndObject();
        json.writeStringField("dataset", built.model().dataset());
        json.writeStringField("digest", built.architecture().digest());
        json.writeStringField("canonicalDigest", built.architecture().canonicalDigest());
        json.writeNumberField("params", analysis.params());
        json.writeNumberField("statistics", analysis.statistics());
        macs(json, analysis.macs());
        json.writeNumberField("peakActivationBytes", analysis.peakActivationBytes());
        json.writeObjectFieldStart("sizes");
        json.writeNumberField("fp32", analysis.fp32Bytes());
        json.writeNumberField("int8", analysis.int8Bytes());
        json.writeEndObject();
        Json.sizes(json, "input", built.architecture().inputShape().toArray());
        Json.sizes(json, "output", built.architecture().outputShape().toArray());
        Json.array(json, "layers", analysis.layers(), ModelJson::layer);
        Json.array(
                json,
                "published",
                built.model().variant().published(),
                (generator, figure) -> published(generator, figure, built));
        json.writeEndObject();
    }

    private static void macs(JsonGenerator json, Macs macs) throws IOException {
        json.writeObjectFieldStart("macs");
        json.writeNumberField("total", macs.total());
        json.writeNumberField("convolution", macs.convolution());
        json.writeNumberField("dense", macs.dense());
        json.writeNumberField("attention", macs.attention());
        json.writeEndObject();
    }

    private static void layer(JsonGenerator json, Analysis.LayerCost cost) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", cost.layer().name());
        json.writeStringField("op", cost.layer().op().kind());
        json.writeStringField("describe", cost.layer().op().describe());
        Json.texts(json, "inputs", cost.layer().inputs());
        Json.sizes(json, "shape", cost.layer().shape().toArray());
        json.writeNumberField("params", cost.params());
        json.writeNumberField("macs", cost.macs().total());
        json.writeEndObject();
    }

    /**
     * A published figure beside our own count of the same. The two are compared for the very variant only: with other settings they
     * are about different networks.
     */
    private static void published(JsonGenerator json, PublishedFigure figure, Built built) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", figure.metric().id());
        Json.number(json, "value", figure.value());
        json.writeStringField("unit", figure.metric().unit());
        json.writeStringField("source", figure.source());
        json.writeStringField("conditions", figure.conditions());
        json.writeBooleanField("headline", figure.headline());
        OptionalLong own = own(figure.metric(), built);
        if (own.isPresent()) {
            json.writeNumberField("own", own.getAsLong());
        }
        json.writeBooleanField("differs", own.isPresent() && differs(figure.value(), own.getAsLong()));
        json.writeEndObject();
    }

    private static OptionalLong own(Metric metric, Built built) {
        if (!built.model().isVariant()) {
            return OptionalLong.empty();
        }
        return switch (metric) {
            case PARAMETERS -> OptionalLong.of(built.analysis().params());
            case MACS -> OptionalLong.of(built.analysis().macs().total());
            case MODEL_SIZE -> OptionalLong.of(built.analysis().fp32Bytes());
            case ACCURACY, LATENCY, THROUGHPUT, MEMORY, ENERGY -> OptionalLong.empty();
        };
    }

    /** Whether rounding alone does not explain a difference: it is at least one unit of the last digit that was published. */
    static boolean differs(double published, long own) {
        BigDecimal value = BigDecimal.valueOf(published).stripTrailingZeros();
        return value.subtract(BigDecimal.valueOf(own)).abs().compareTo(value.ulp()) >= 0;
    }
}

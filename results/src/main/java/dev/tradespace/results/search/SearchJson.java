package dev.tradespace.results.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.search.TrialState.Evidence;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a trial the database keeps as JSON text, written and read without loss, keys in their order. */
final class SearchJson {
    private static final ObjectMapper MAPPER = StrictJson.json();

    private SearchJson() {}

    /** Values of a space's parameters, each of its domain's Java type. */
    static String ofValues(Map<String, Object> values) {
        return write(values);
    }

    static Map<String, Object> values(String json) {
        Map<String, Object> values = new LinkedHashMap<>();
        StrictJson.read(MAPPER, json)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static Object value(JsonNode json) {
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isInt()) {
            return json.intValue();
        }
        return json.isNumber() ? (Object) json.doubleValue() : json.asText();
    }

    static String ofMetrics(Map<String, Double> metrics) {
        return write(metrics);
    }

    static Map<String, Double> metrics(String json) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        StrictJson.read(MAPPER, json)
                .properties()
                .forEach(entry -> metrics.put(entry.getKey(), entry.getValue().doubleValue()));
        return metrics;
    }

    static String ofEvidence(Evidence evidence) {
        ObjectNode json = MAPPER.createObjectNode().put("weights", evidence.weights());
        ObjectNode rows = json.putObject("rows");
        evidence.rows().forEach(rows::put);
        ObjectNode intervals = json.putObject("intervals");
        evidence.intervals()
                .forEach((name, interval) ->
                        intervals.putArray(name).add(interval.low()).add(interval.high()));
        return write(json);
    }

    static Evidence evidence(String json) {
        JsonNode tree = StrictJson.read(MAPPER, json);
        Map<String, Long> rows = new LinkedHashMap<>();
        tree.path("rows")
                .properties()
                .forEach(row -> rows.put(row.getKey(), row.getValue().longValue()));
        Map<String, Interval> intervals = new LinkedHashMap<>();
        tree.path("intervals")
                .properties()
                .forEach(entry -> intervals.put(
                        entry.getKey(),
                        new Interval(
                                entry.getValue().get(0).doubleValue(),
                                entry.getValue().get(1).doubleValue())));
        return new Evidence(tree.path("weights").asText(), rows, intervals);
    }

    private static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("texts and numbers always write", bug);
        }
    }
}

package dev.tradespace.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The front of a search as a table. */
public final class SearchTable {
    private SearchTable() {}

    /** The values of what is aimed at, {@code 91.20%, 0.412 ms}. */
    public static String aims(JsonNode search, JsonNode values) {
        List<String> parts = new ArrayList<>();
        for (JsonNode metric : search.path("metrics")) {
            if (metric.path("aim").asBoolean()) {
                parts.add(value(metric, values));
            }
        }
        return String.join(", ", parts);
    }

    /**
     * One line for each member.
     *
     * @param files where each member's ONNX file is
     */
    public static String of(JsonNode search, List<String> files) {
        List<JsonNode> metrics = shown(search);
        List<String> header = new ArrayList<>(List.of("trial", "network"));
        metrics.forEach(metric -> header.add(metric.path("name").asText()
                + (metric.path("split").asText().equals("validation") ? " (validation)" : "")));
        header.add("accuracy (test)");
        header.add("ONNX file");
        Table table = new Table(header.toArray(String[]::new));
        ShortNames names = new ShortNames();
        for (int i = 0; i < search.path("front").size(); i++) {
            JsonNode member = search.path("front").get(i);
            List<String> cells = new ArrayList<>();
            cells.add(member.path("trial").asText());
            cells.add(names.of(
                    trial(search, member.path("trial").asInt()).path("variant").asText()));
            metrics.forEach(metric -> cells.add(value(metric, member.path("values"))));
            cells.add(test(member.path("test")));
            cells.add(files.get(i));
            table.row(cells.toArray(String[]::new));
        }
        return table + names.legend();
    }

    /** The trial of a number. */
    public static JsonNode trial(JsonNode search, int number) {
        return search.path("trials").get(number);
    }

    /** What is aimed at and what is bounded, and the parameters in any case. */
    private static List<JsonNode> shown(JsonNode search) {
        List<String> bounded = search.path("limits").findValuesAsText("metric");
        List<JsonNode> shown = new ArrayList<>();
        for (JsonNode metric : search.path("metrics")) {
            String name = metric.path("name").asText();
            if (metric.path("aim").asBoolean() || bounded.contains(name) || name.equals("params")) {
                shown.add(metric);
            }
        }
        return shown;
    }

    private static String value(JsonNode metric, JsonNode values) {
        JsonNode value = values.path(metric.path("name").asText());
        return value.isNumber()
                ? Format.value(value.asDouble(), metric.path("unit").asText())
                : "-";
    }

    private static String test(JsonNode test) {
        if (!test.isObject()) {
            return "-";
        }
        JsonNode interval = test.path("interval");
        String range = interval.isArray()
                ? String.format(
                        Locale.ROOT,
                        " (%.2f to %.2f)",
                        interval.path(0).asDouble(),
                        interval.path(1).asDouble())
                : "";
        return Format.value(test.path("accuracy").asDouble(), "%") + range;
    }
}

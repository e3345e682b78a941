package dev.tradespace.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where the time of a query goes, for a terminal and as CSV. */
public final class ProfileText {
    private static final double PERCENT = 100;
    private static final List<String> COLUMNS = List.of(
            "part", "name", "operations", "precision", "nodes", "milliseconds", "share", "macs", "gigaMacsPerSecond");

    private ProfileText() {}

    /**
     * Tables by operation and by layer.
     *
     * @param most how many layers are shown
     */
    public static String terminal(JsonNode profile, int most) {
        StringBuilder text = new StringBuilder();
        text.append(profile.path("id").asText())
                .append(" on ")
                .append(profile.path("target").asText())
                .append(", ")
                .append(profile.path("runtime").asText())
                .append(": ")
                .append(time(profile.path("queryMilliseconds")))
                .append(" a query, median of ")
                .append(profile.path("queries").asText())
                .append(" with the profile on, which costs time itself")
                .append(System.lineSeparator());
        text.append(Scale.COUNT.format(profile.path("macs").asDouble())).append(" MACs a query");
        if (stream(profile.path("operations"))
                .anyMatch(part -> part.path("precision").asText().equals("int8"))) {
            text.append(", ").append(share(profile.path("int8Share"))).append(" of them in int8");
        }
        text.append(System.lineSeparator()).append(System.lineSeparator());
        Table operations = new Table("operation", "precision", "nodes", "time", "share", "MACs", "GMAC/s");
        profile.path("operations").forEach(part -> operations.row(cells(part, part.path("name"))));
        operations.row(
                "the rest (the runtime's own)",
                "",
                "",
                time(profile.path("restMilliseconds")),
                share(profile.path("restShare")),
                "",
                "");
        text.append(operations).append(System.lineSeparator());
        JsonNode all = profile.path("layers");
        Table layers = new Table("layer", "operation", "precision", "time", "share", "MACs", "GMAC/s");
        stream(all).limit(most).forEach(part -> {
            String[] cells = cells(part, part.path("name"));
            layers.row(cells[0], operations(part), cells[1], cells[3], cells[4], cells[5], cells[6]);
        });
        text.append(layers);
        if (all.size() > most) {
            text.append("and ")
                    .append(all.size() - most)
                    .append(" more; --all shows them")
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String[] cells(JsonNode part, JsonNode name) {
        return new String[] {
            name.asText(),
            part.path("precision").asText(),
            part.path("nodes").asText(),
            time(part.path("milliseconds")),
            share(part.path("share")),
            part.path("macs").asLong() == 0
                    ? ""
                    : Scale.COUNT.format(part.path("macs").asDouble()),
            part.path("gigaMacsPerSecond").isNumber()
                    ? Scale.digits(part.path("gigaMacsPerSecond").asDouble())
                    : ""
        };
    }

    private static String time(JsonNode milliseconds) {
        return Format.value(milliseconds.asDouble(), "ms");
    }

    private static String share(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f%%", PERCENT * share.asDouble());
    }

    private static String operations(JsonNode part) {
        return stream(part.path("operations")).map(JsonNode::asText).collect(Collectors.joining(" "));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** A line for every operation, for every layer, and for the rest. */
    public static String csv(JsonNode profile) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        profile.path("operations").forEach(part -> line(text, "operation", part));
        profile.path("layers").forEach(part -> line(text, "layer", part));
        line(
                text,
                List.of(
                        "rest",
                        "",
                        "",
                        "",
                        "",
                        profile.path("restMilliseconds").asText(),
                        profile.path("restShare").asText(),
                        "",
                        ""));
        return text.toString();
    }

    private static void line(StringBuilder text, String kind, JsonNode part) {
        JsonNode speed = part.path("gigaMacsPerSecond");
        line(
                text,
                List.of(
                        kind,
                        part.path("name").asText(),
                        operations(part),
                        part.path("precision").asText(),
                        part.path("nodes").asText(),
                        part.path("milliseconds").asText(),
                        part.path("share").asText(),
                        part.path("macs").asText(),
                        speed.isNumber() ? speed.asText() : ""));
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(RowTable::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }
}

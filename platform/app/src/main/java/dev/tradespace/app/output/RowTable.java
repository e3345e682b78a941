package dev.tradespace.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.app.terminal.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Result rows as a table for a terminal and as CSV. */
public final class RowTable {
    private static final List<Metric> COLUMNS =
            Arrays.stream(Metric.values()).filter(metric -> !metric.isDerived()).toList();
    private static final List<String> FIGURE = List.of("", "Unit", "Origin", "Low", "High", "Source");
    /** Columns that name a row, and at the end those that say what made it and what is to be known of it. */
    private static final List<String> IDENTITY = List.of("variant", "target", "dataset", "protocol");

    private static final List<String> MADE_BY = List.of(
            "data",
            "architecture",
            "weights",
            "seed",
            "recipe",
            "threads",
            "batch",
            "runtime",
            "cpu",
            "machine",
            "plugin",
            "at");
    private static final List<String> REMARKS =
            List.of("noisy", "disturbances", "warmupSettled", "failure", "apart", "stale");
    /** Digits of a digest that are shown. */
    private static final int DIGITS = 12;

    private static final String NOTHING = "";

    private RowTable() {}

    /** The rows that are compared with each other, and below them, with the reasons, those that are not. */
    public static String terminal(Iterable<JsonNode> rows) {
        List<JsonNode> all = StreamSupport.stream(rows.spliterator(), false).toList();
        List<JsonNode> compared =
                all.stream().filter(row -> row.path("apart").isEmpty()).toList();
        List<JsonNode> apart =
                all.stream().filter(row -> !row.path("apart").isEmpty()).toList();
        String end = System.lineSeparator();
        ShortNames names = new ShortNames();
        StringBuilder text = new StringBuilder();
        if (!compared.isEmpty()) {
            text.append(table(compared, names));
        }
        if (!apart.isEmpty()) {
            text.append(compared.isEmpty() ? "" : end)
                    .append("Not to be compared with those of other data or conditions:")
                    .append(end)
                    .append(table(apart, names));
        }
        List<String> legend = new ArrayList<>();
        if (has(all, "published")) {
            legend.add("p: published, not measured here");
        }
        if (has(all, "estimated")) {
            legend.add("~: estimated, with its 95% interval where it has one");
        }
        if (!legend.isEmpty()) {
            legend.add("- : not known, `--json` says why");
        }
        return text + names.legend() + String.join("; ", legend) + (legend.isEmpty() ? "" : end);
    }

    private static boolean has(List<JsonNode> rows, String origin) {
        return rows.stream().anyMatch(row -> COLUMNS.stream()
                .anyMatch(
                        metric -> row.path(metric.id()).path("origin").asText().equals(origin)));
    }

    private static Table table(List<JsonNode> rows, ShortNames names) {
        boolean batches = rows.stream()
                .anyMatch(row -> row.path("conditions").path("batch").asInt(1) > 1);
        List<String> header = new ArrayList<>(List.of("variant", "target", "data", "seed", "threads"));
        int batch = header.size();
        COLUMNS.forEach(metric -> header.add(metric.label()));
        header.addAll(List.of("date", ""));
        if (batches) {
            header.add(batch, "batch");
        }
        Table table = new Table(header.toArray(String[]::new));
        for (JsonNode row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    names.of(row.path("variant").asText()),
                    row.path("target").asText(),
                    data(row),
                    row.path("seed").asText("-"),
                    known(row.path("conditions").path("threads"))));
            COLUMNS.forEach(metric -> cells.add(Format.interval(row.path(metric.id()))));
            cells.addAll(List.of(date(row), remark(row)));
            if (batches) {
                cells.add(batch, known(row.path("conditions").path("batch")));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /** When it was measured; of a row elsewhere the day on which what is published of its target was read. */
    private static String date(JsonNode row) {
        String at = row.path("at").asText();
        return row.path("id").asLong() < 0 ? at.replaceFirst("T.*", "") : at.replaceFirst("T(..:..).*", " $1");
    }

    private static String known(JsonNode value) {
        return value.isNumber() ? value.asText() : "?";
    }

    /** The dataset with its version: {@code pets@0123456789ab}. */
    public static String data(JsonNode row) {
        String dataset = row.path("dataset").asText();
        return row.path("data").isTextual()
                ? dataset + "@" + shortened(row.path("data").asText())
                : dataset;
    }

    public static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGITS, digest.length()));
    }

    private static String remark(JsonNode row) {
        List<String> remarks = new ArrayList<>();
        if (row.hasNonNull("failure")) {
            remarks.add("failed: " + row.path("failure").asText());
        }
        if (row.path("noisy").asBoolean()) {
            remarks.add("noisy: " + joined(row.path("disturbances"), ", "));
        }
        if (!row.path("apart").isEmpty()) {
            remarks.add(joined(row.path("apart"), ", "));
        }
        if (row.hasNonNull("stale")) {
            remarks.add("stale: " + row.path("stale").asText());
        }
        return String.join("; ", remarks);
    }

    private static String joined(JsonNode texts, String between) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(between));
    }

    /**
     * Every figure with its unit, its origin and its interval, or why there is none, so that a spreadsheet cannot mix
     * them unseen.
     */
    public static String csv(Iterable<JsonNode> rows) {
        List<String> header = new ArrayList<>(IDENTITY);
        for (Metric metric : Metric.values()) {
            FIGURE.forEach(part -> header.add(metric.id() + part));
        }
        header.addAll(MADE_BY);
        header.addAll(REMARKS);
        StringBuilder text = new StringBuilder(String.join(",", header)).append("\r\n");
        for (JsonNode row : rows) {
            List<String> cells = new ArrayList<>();
            IDENTITY.forEach(field -> cells.add(row.path(field).asText()));
            for (Metric metric : Metric.values()) {
                figure(row.path(metric.id()), cells);
            }
            MADE_BY.forEach(field -> cells.add(madeBy(row, field)));
            REMARKS.forEach(field -> cells.add(
                    row.path(field).isArray()
                            ? joined(row.path(field), "; ")
                            : row.path(field).asText(NOTHING)));
            text.append(cells.stream().map(RowTable::quoted).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString();
    }

    private static void figure(JsonNode figure, List<String> cells) {
        cells.add(plain(figure.path("value")));
        cells.add(figure.path("unit").asText());
        cells.add(figure.path("origin").asText());
        cells.add(plain(figure.path("interval").path(0)));
        cells.add(plain(figure.path("interval").path(1)));
        cells.add(
                figure.hasNonNull("reason")
                        ? figure.path("reason").asText()
                        : figure.path("source").asText());
    }

    private static String plain(JsonNode number) {
        return number.isNumber() ? number.decimalValue().stripTrailingZeros().toPlainString() : NOTHING;
    }

    private static String madeBy(JsonNode row, String field) {
        return switch (field) {
            case "recipe" ->
                row.path("training").isObject() ? row.path("training").toString() : NOTHING;
            case "plugin" ->
                row.path("plugin").isObject()
                        ? row.path("plugin").path("plugin").asText() + "@"
                                + row.path("plugin").path("digest").asText()
                        : NOTHING;
            case "threads", "batch", "runtime", "cpu", "machine" ->
                row.path("conditions").path(field).asText(NOTHING);
            default -> row.path(field).asText(NOTHING);
        };
    }

    /** RFC 4180; and no cell that a spreadsheet would take for a formula. */
    static String quoted(String cell) {
        String safe = cell.matches("(?s)[=+@\\t\\r-].*") && !cell.matches("-[0-9.]+") ? "'" + cell : cell;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

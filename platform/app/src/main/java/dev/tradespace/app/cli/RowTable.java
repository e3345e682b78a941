package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Result rows as a table for a terminal and as CSV. */
final class RowTable {
    private static final List<String> METRICS =
            List.of("accuracy", "latency", "throughput", "memory", "energy", "params", "macs", "modelSize");
    private static final List<String> IDENTITY = List.of("variant", "target", "dataset", "protocol");

    private RowTable() {}

    static String terminal(Iterable<JsonNode> rows) {
        Table table = new Table("variant", "target", "accuracy", "latency", "memory", "energy", "params", "MACs", "");
        ShortNames names = new ShortNames();
        boolean published = false;
        for (JsonNode row : rows) {
            published |= row.path("accuracy").path("origin").asText().equals("published");
            table.row(
                    names.of(row.path("variant").asText()),
                    row.path("target").asText(),
                    Format.figure(row.path("accuracy")),
                    Format.figure(row.path("latency")),
                    Format.figure(row.path("memory")),
                    Format.figure(row.path("energy")),
                    Format.figure(row.path("params")),
                    Format.figure(row.path("macs")),
                    remark(row));
        }
        return table
                + names.legend()
                + (published
                        ? "p: published, not measured here; - : not known, `--json` says why" + System.lineSeparator()
                        : "");
    }

    private static String remark(JsonNode row) {
        if (!row.path("failure").isNull() && row.hasNonNull("failure")) {
            return "failed: " + row.path("failure").asText();
        }
        return row.path("noisy").asBoolean()
                ? "noisy: " + row.path("disturbances").path(0).asText()
                : "";
    }

    /** Every figure with its unit's origin beside it, so that a spreadsheet cannot mix them unseen. */
    static String csv(Iterable<JsonNode> rows) {
        StringBuilder text = new StringBuilder(String.join(",", IDENTITY));
        METRICS.forEach(metric -> text.append(',')
                .append(metric)
                .append(',')
                .append(metric)
                .append("Unit")
                .append(',')
                .append(metric)
                .append("Origin"));
        text.append("\r\n");
        for (JsonNode row : rows) {
            text.append(String.join(
                    ",",
                    IDENTITY.stream()
                            .map(field -> quoted(row.path(field).asText()))
                            .toList()));
            for (String metric : METRICS) {
                JsonNode figure = row.path(metric);
                text.append(',')
                        .append(
                                figure.path("value").isNumber()
                                        ? figure.path("value").asText()
                                        : "")
                        .append(',')
                        .append(quoted(figure.path("unit").asText()))
                        .append(',')
                        .append(quoted(figure.path("origin").asText()));
            }
            text.append("\r\n");
        }
        return text.toString();
    }

    /** RFC 4180; and no cell that a spreadsheet would take for a formula. */
    private static String quoted(String cell) {
        String safe = cell.matches("[=+@\\t\\r-].*") ? "'" + cell : cell;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

package dev.tradespace.search.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.json.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the spec of a table, gathering everything that is wrong with it. */
final class TableSpecReader {
    private static final int LONGEST_CELL = 100_000;
    private static final Pattern LIMIT =
            Pattern.compile("\\s*(\\S.*?)\\s*(<=|>=)\\s*([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*");

    private final JsonNode document;
    private final List<Problem> problems = new ArrayList<>();

    private TableSpecReader(JsonNode document) {
        this.document = document;
    }

    /**
     * The spec of a document.
     *
     * @throws BadTable with everything that is wrong, each with its path
     */
    static TableSpec read(JsonNode document) {
        return new TableSpecReader(document).read();
    }

    private TableSpec read() {
        ObjectReader reader = new ObjectReader(document, "", problems);
        String table = reader.text("table");
        List<TableSpec.Varied> parameters = parameters(entries(reader, "parameters", true));
        List<TableSpec.Measured> metrics = metrics(entries(reader, "metrics", true));
        Map<String, String> validation = validation(entries(reader, "validation", false), metrics);
        Optional<String> canonical = reader.has("canonical") ? Optional.of(reader.text("canonical")) : Optional.empty();
        List<Constraint> constraints = reader.has("limit") ? constraints(reader.texts("limit"), metrics) : List.of();
        reader.finish();
        if (!problems.isEmpty()) {
            throw new BadTable(problems);
        }
        return new TableSpec(table, parameters, metrics, validation, canonical, constraints);
    }

    /** What stands under a key, by name. */
    private Map<String, JsonNode> entries(ObjectReader reader, String field, boolean required) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        if (!reader.has(field)) {
            if (required && document.isObject()) {
                reader.refuse(field, "is missing");
            }
            return entries;
        }
        JsonNode node = document.get(field);
        if (!node.isObject() || node.isEmpty()) {
            reader.refuse(field, "must name at least one of them, each with what it is");
            return entries;
        }
        node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    private List<TableSpec.Varied> parameters(Map<String, JsonNode> entries) {
        List<TableSpec.Varied> parameters = new ArrayList<>();
        entries.forEach((name, node) -> {
            String path = "/parameters/" + name;
            ObjectReader reader = new ObjectReader(node, path, problems);
            if (!node.isObject()) {
                return;
            }
            String column = reader.text("column");
            OptionalLong character = reader.whole("character", 0, LONGEST_CELL);
            reader.has("values");
            JsonNode listed = node.path("values");
            List<String> values = values(listed, path + "/values");
            reader.finish();
            boolean numbers = true;
            for (JsonNode value : listed) {
                numbers &= value.isNumber();
            }
            parameters.add(new TableSpec.Varied(
                    name,
                    column,
                    character.isPresent() ? OptionalInt.of((int) character.getAsLong()) : OptionalInt.empty(),
                    values,
                    numbers));
        });
        return parameters;
    }

    private List<String> values(JsonNode listed, String path) {
        List<String> values = new ArrayList<>();
        if (!listed.isArray() || listed.isEmpty()) {
            problems.add(new Problem(path, "must be a list of at least one value"));
            return values;
        }
        for (int i = 0; i < listed.size(); i++) {
            JsonNode value = listed.get(i);
            if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
                problems.add(new Problem(
                        path + "/" + i,
                        "must be a text or a number that is not blank; the word null is written \"null\""));
            } else if (values.contains(value.asText())) {
                problems.add(new Problem(path + "/" + i, "is listed twice: " + value.asText()));
            } else {
                values.add(value.asText());
            }
        }
        return values;
    }

    private List<TableSpec.Measured> metrics(Map<String, JsonNode> entries) {
        List<TableSpec.Measured> metrics = new ArrayList<>();
        entries.forEach((name, node) -> {
            ObjectReader reader = new ObjectReader(node, "/metrics/" + name, problems);
            if (!node.isObject()) {
                return;
            }
            @Nullable
            Goal goal = reader.has("goal")
                    ? reader.parsed("goal", TableSpecReader::goal, "maximize or minimize")
                            .orElse(null)
                    : null;
            boolean known = reader.flag("known").orElse(false);
            reader.finish();
            metrics.add(new TableSpec.Measured(name, Optional.ofNullable(goal), known));
        });
        if (!entries.isEmpty()
                && problems.isEmpty()
                && metrics.stream().allMatch(metric -> metric.goal().isEmpty())) {
            problems.add(new Problem("/metrics", "one of them must have a goal, maximize or minimize"));
        }
        return metrics;
    }

    private static Optional<Goal> goal(String text) {
        return switch (text) {
            case "maximize" -> Optional.of(Goal.MAXIMIZE);
            case "minimize" -> Optional.of(Goal.MINIMIZE);
            default -> Optional.empty();
        };
    }

    private Map<String, String> validation(Map<String, JsonNode> entries, List<TableSpec.Measured> metrics) {
        Map<String, String> validation = new LinkedHashMap<>();
        entries.forEach((name, node) -> {
            Optional<TableSpec.Measured> metric = find(metrics, name);
            String path = "/validation/" + name;
            if (metric.isEmpty()) {
                problems.add(new Problem(path, noMetric(name, metrics)));
            } else if (metric.get().known()) {
                problems.add(new Problem(path, name + " is known before evaluation, so a strategy sees it as it is"));
            } else if (!ObjectReader.isText(node)) {
                problems.add(new Problem(path, "must be the name of a column"));
            } else {
                validation.put(name, node.asText());
            }
        });
        return validation;
    }

    private List<Constraint> constraints(List<String> texts, List<TableSpec.Measured> metrics) {
        List<Constraint> constraints = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String path = "/limit/" + i;
            Matcher matcher = LIMIT.matcher(texts.get(i));
            if (!matcher.matches() || !Double.isFinite(Double.parseDouble(matcher.group(3)))) {
                problems.add(new Problem(path, "must be such as macs<=32000000, was " + texts.get(i)));
            } else if (find(metrics, matcher.group(1)).isEmpty()) {
                problems.add(new Problem(path, noMetric(matcher.group(1), metrics)));
            } else {
                Constraint.Side side =
                        matcher.group(2).equals("<=") ? Constraint.Side.AT_MOST : Constraint.Side.AT_LEAST;
                constraints.add(new Constraint(matcher.group(1), side, Double.parseDouble(matcher.group(3))));
            }
        }
        contradictions(constraints);
        return constraints;
    }

    private void contradictions(List<Constraint> constraints) {
        for (Constraint most : constraints) {
            for (Constraint least : constraints) {
                if (most.side() == Constraint.Side.AT_MOST
                        && least.side() == Constraint.Side.AT_LEAST
                        && most.metric().equals(least.metric())
                        && most.bound() < least.bound()) {
                    problems.add(new Problem("/limit", "no value keeps both " + most + " and " + least));
                }
            }
        }
    }

    private static Optional<TableSpec.Measured> find(List<TableSpec.Measured> metrics, String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    private static String noMetric(String name, List<TableSpec.Measured> metrics) {
        return "there is no metric " + name + "; there are "
                + String.join(
                        ", ", metrics.stream().map(TableSpec.Measured::name).toList());
    }
}

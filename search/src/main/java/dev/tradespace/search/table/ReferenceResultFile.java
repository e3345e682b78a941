package dev.tradespace.search.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a YAML file of figures to reach. */
public final class ReferenceResultFile {
    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    private ReferenceResultFile(Path file) {
        this.file = file;
    }

    /**
     * The figures of a file.
     *
     * @throws BadTable with everything that is wrong with it
     */
    public static List<ReferenceResult> read(Path file) {
        try {
            return new ReferenceResultFile(file).read(StrictYaml.read(Files.readString(file)));
        } catch (BadDocument bad) {
            throw new BadTable(String.valueOf(bad.getMessage()));
        } catch (IOException unreadable) {
            throw new BadTable("it cannot be read: " + file);
        }
    }

    private List<ReferenceResult> read(JsonNode document) {
        List<ReferenceResult> references = new ArrayList<>();
        ObjectReader root = new ObjectReader(document, "", problems);
        JsonNode cases = root.has("cases") ? document.get("cases") : document.path("cases");
        if (!cases.isArray() || cases.isEmpty()) {
            root.refuse("cases", "must be a list of at least one case");
        } else {
            for (int i = 0; i < cases.size(); i++) {
                reference(cases.get(i), "/cases/" + i).ifPresent(references::add);
            }
        }
        root.finish();
        if (!problems.isEmpty()) {
            throw new BadTable(problems);
        }
        return references;
    }

    private Optional<ReferenceResult> reference(JsonNode node, String path) {
        int before = problems.size();
        ObjectReader reader = new ObjectReader(node, path, problems);
        String name = reader.text("name");
        String table = reader.text("table");
        String strategy = reader.text("strategy");
        Optional<ReferenceResult.Figure> figure =
                reader.parsed("figure", ReferenceResult.Figure::find, "regret or hypervolume");
        reader.has("reach");
        SortedMap<Integer, Double> reach = reach(node.path("reach"), path + "/reach");
        boolean standardError = reader.flag("standardError").orElse(false);
        double cpuMillis = reader.number("cpuMillis", value -> value > 0, "a number above 0")
                .orElse(Double.POSITIVE_INFINITY);
        String peer = reader.has("peer") ? reader.text("peer") : "";
        reader.finish();
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new ReferenceResult(
                        name,
                        file.resolveSibling(table),
                        strategy,
                        figure.orElseThrow(),
                        reach,
                        standardError,
                        cpuMillis,
                        peer));
    }

    private SortedMap<Integer, Double> reach(JsonNode node, String path) {
        SortedMap<Integer, Double> reach = new TreeMap<>();
        node.properties().forEach(entry -> {
            if (entry.getKey().matches("50|100|200|500") && entry.getValue().isNumber()) {
                reach.put(Integer.valueOf(entry.getKey()), entry.getValue().doubleValue());
            } else {
                problems.add(new Problem(
                        path + "/" + entry.getKey(), "must be a number after 50, 100, 200 or 500 evaluations"));
            }
        });
        if (reach.isEmpty()) {
            problems.add(new Problem(path, "must name a figure after 50, 100, 200 or 500 evaluations"));
        }
        return reach;
    }
}

package dev.tradespace.search.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.search.run.SearchSpec.Budget;
import dev.tradespace.search.run.SearchSpec.Effort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads a search's spec from JSON; what the names in it mean is looked at by {@link SearchPlan}. */
public final class SearchSpecReader {
    /** Who chooses the trials where nobody says. */
    public static final String DEFAULT_STRATEGY = "auto";
    /** Epochs of a full evaluation where nobody says. */
    public static final int DEFAULT_EPOCHS = 5;
    /**
     * Networks that are measured or fail before there is one that keeps every limit, where nobody says: some minutes,
     * with the quick measurements of a search.
     */
    public static final int DEFAULT_PATIENCE = 100;

    private static final int MOST_TRIALS = 100_000;
    private static final double MOST_SECONDS = 30 * 24 * 3600;
    private static final int MOST_PARALLEL = 64;
    private static final int MOST_EPOCHS = 100_000;
    private static final double MILLIS_PER_SECOND = 1000;

    private SearchSpecReader() {}

    /**
     * What reading gave.
     *
     * @param spec the spec, empty if there are problems
     * @param problems everything that is wrong, with its place
     */
    public record Read(Optional<SearchSpec> spec, List<Problem> problems) {}

    /** Reads a document. */
    public static Read read(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        ObjectReader reader = new ObjectReader(document, "", problems);
        List<String> families = reader.texts("families");
        String dataset = reader.text("dataset");
        List<String> targets = reader.texts("targets");
        List<String> maximize = optional(reader, "maximize");
        List<String> minimize = optional(reader, "minimize");
        List<String> limits = optional(reader, "limits");
        OptionalLong trials = reader.whole("trials", 1, MOST_TRIALS);
        OptionalDouble seconds = reader.number(
                "seconds", value -> value >= 1 && value <= MOST_SECONDS, "a number of seconds from 1 to 2592000");
        if (!reader.has("trials") && !reader.has("seconds")) {
            reader.refuse("", "must have trials or seconds, or both: when the search is to end");
        }
        String strategy = reader.has("strategy") ? reader.text("strategy") : DEFAULT_STRATEGY;
        Map<String, String> settings = texts(document, reader, "settings", problems);
        long parallel = reader.whole("parallel", 1, MOST_PARALLEL).orElse(1);
        long seed = reader.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(1);
        long epochs = reader.whole("epochs", 1, MOST_EPOCHS).orElse(DEFAULT_EPOCHS);
        OptionalLong subset = reader.whole("subset", 1, Integer.MAX_VALUE);
        long patience = reader.whole("patience", 1, MOST_TRIALS).orElse(DEFAULT_PATIENCE);
        Map<String, String> fixed = texts(document, reader, "set", problems);
        reader.finish();
        if (!problems.isEmpty()) {
            return new Read(Optional.empty(), List.copyOf(problems));
        }
        return new Read(
                Optional.of(new SearchSpec(
                        families,
                        dataset,
                        targets,
                        maximize,
                        minimize,
                        limits,
                        new Budget(
                                trials.isPresent() ? (Integer) Math.toIntExact(trials.getAsLong()) : null,
                                seconds.isPresent()
                                        ? Duration.ofMillis(Math.round(seconds.getAsDouble() * MILLIS_PER_SECOND))
                                        : null),
                        strategy,
                        settings,
                        new Effort(
                                Math.toIntExact(parallel),
                                seed,
                                Math.toIntExact(epochs),
                                subset.isPresent() ? (Integer) Math.toIntExact(subset.getAsLong()) : null,
                                Math.toIntExact(patience)),
                        fixed)),
                List.of());
    }

    private static List<String> optional(ObjectReader reader, String field) {
        return reader.has(field) ? reader.texts(field) : List.of();
    }

    /** An object of texts; numbers and flags stand for their texts. */
    private static Map<String, String> texts(
            JsonNode document, ObjectReader reader, String field, List<Problem> problems) {
        Map<String, String> texts = new TreeMap<>();
        if (reader.has(field)) {
            JsonNode object = document.path(field);
            if (!object.isObject()) {
                problems.add(new Problem("/" + field, "must be an object of texts"));
            }
            object.properties().forEach(entry -> {
                if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                    texts.put(entry.getKey(), entry.getValue().asText());
                } else {
                    problems.add(new Problem("/" + field + "/" + entry.getKey(), "must be a text"));
                }
            });
        }
        return texts;
    }
}

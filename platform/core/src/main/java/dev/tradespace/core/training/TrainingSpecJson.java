package dev.tradespace.core.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A training's spec as JSON, with every field and always in this order, so that equal specs are equal texts: {@code
 * {dataset, recipe: {..}, epochs | seconds, subset?, threads, seed}}.
 */
public final class TrainingSpecJson {
    private static final double MILLIS_PER_SECOND = 1000;

    private TrainingSpecJson() {}

    /** The spec as JSON. */
    public static ObjectNode write(TrainingSpec spec) {
        ObjectNode json = StrictJson.json().createObjectNode();
        json.put("dataset", spec.dataset());
        json.set("recipe", write(spec.recipe()));
        if (spec.budget() instanceof Budget.Epochs epochs) {
            json.put("epochs", epochs.count());
        } else if (spec.budget() instanceof Budget.Time time) {
            json.put("seconds", time.duration().toMillis() / MILLIS_PER_SECOND);
        }
        spec.subset().ifPresent(images -> json.put("subset", images));
        return json.put("threads", spec.threads()).put("seed", spec.seed());
    }

    /** The recipe as JSON, with every field. */
    public static ObjectNode write(Recipe recipe) {
        return RecipeChanges.all(recipe).json();
    }

    /**
     * Reads a spec.
     *
     * @throws BadDocument if it is none, with all that is wrong
     */
    public static TrainingSpec read(String text) {
        ObjectMapper mapper = StrictJson.json();
        return read(StrictJson.read(mapper, text));
    }

    /**
     * Reads a spec.
     *
     * @throws BadDocument if it is none, with all that is wrong
     */
    public static TrainingSpec read(JsonNode json) {
        List<Problem> problems = new ArrayList<>();
        ObjectReader reader = new ObjectReader(json, "", problems);
        String dataset = reader.text("dataset");
        Recipe recipe = reader.object("recipe")
                .map(RecipeChanges::read)
                .orElse(RecipeChanges.NONE)
                .applyTo(Recipe.GENERAL);
        requireAll(write(Recipe.GENERAL), json.path("recipe"), "/recipe", problems);
        OptionalLong epochs = reader.whole("epochs", 1, Integer.MAX_VALUE);
        double seconds = reader.number("seconds", value -> value >= 1, "a number of at least 1")
                .orElse(0);
        if (reader.has("epochs") == reader.has("seconds")) {
            reader.refuse("", "must have either epochs or seconds");
        }
        OptionalLong subset = reader.whole("subset", 1, Integer.MAX_VALUE);
        OptionalLong threads = reader.whole("threads", 1, Integer.MAX_VALUE);
        OptionalLong seed = reader.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        for (String field : List.of("threads", "seed")) {
            if (!reader.has(field)) {
                reader.refuse(field, "is missing");
            }
        }
        reader.finish();
        if (!problems.isEmpty()) {
            throw new BadDocument("it is no training: "
                    + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return new TrainingSpec(
                dataset,
                recipe,
                epochs.isPresent()
                        ? new Budget.Epochs((int) epochs.getAsLong())
                        : new Budget.Time(Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND))),
                subset.isPresent() ? OptionalInt.of((int) subset.getAsLong()) : OptionalInt.empty(),
                (int) threads.orElseThrow(),
                seed.orElseThrow());
    }

    /** Notes every field that a whole recipe has and this one does not. */
    private static void requireAll(JsonNode whole, JsonNode given, String path, List<Problem> problems) {
        whole.properties().forEach(field -> {
            String place = path + "/" + field.getKey();
            if (!given.has(field.getKey())) {
                problems.add(new Problem(place, "is missing"));
            } else if (field.getValue().isObject()) {
                requireAll(field.getValue(), given.path(field.getKey()), place, problems);
            }
        });
    }
}

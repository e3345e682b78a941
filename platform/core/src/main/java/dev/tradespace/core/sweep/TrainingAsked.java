package dev.tradespace.core.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.RecipeChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The part of a sweep's spec that has each variant trained before it is measured.
 *
 * @param dataset the dataset's id
 * @param budget how long
 * @param subset train on so many images only; empty for all
 * @param threads replicas that share a batch, at least 1
 * @param seed of weights, order and augmentation
 * @param resume with a budget of time: go on with the newest unfinished training of the same kind instead of beginning another
 * @param changes what is to differ from each family's own recipe
 */
public record TrainingAsked(
        String dataset,
        Budget budget,
        OptionalInt subset,
        int threads,
        long seed,
        boolean resume,
        RecipeChanges changes) {
    private static final int MOST_EPOCHS = 100_000;
    private static final double MOST_SECONDS = 7 * 24 * 3600;
    private static final int MOST_THREADS = 256;
    private static final double MILLIS_PER_SECOND = 1000;

    /** Reads what is asked; the reader gathers what is wrong, and then what comes back means nothing. */
    static Optional<TrainingAsked> read(ObjectReader reader) {
        String dataset = reader.text("dataset");
        OptionalLong epochs = reader.whole("epochs", 1, MOST_EPOCHS);
        OptionalDouble seconds = reader.number(
                "seconds", value -> value >= 1 && value <= MOST_SECONDS, "a number of seconds from 1 to 604800");
        if (reader.has("epochs") == reader.has("seconds")) {
            reader.refuse("", "must have either epochs or seconds");
        }
        OptionalLong subset = reader.whole("subset", 1, Integer.MAX_VALUE);
        long threads = reader.whole("threads", 1, MOST_THREADS).orElse(1);
        long seed = reader.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(1);
        boolean resume = reader.flag("resume").orElse(false);
        RecipeChanges changes = reader.object("recipe").map(RecipeChanges::read).orElse(RecipeChanges.NONE);
        reader.finish();
        if (epochs.isEmpty() && seconds.isEmpty()) {
            return Optional.empty();
        }
        Budget budget = epochs.isPresent()
                ? new Budget.Epochs(Math.toIntExact(epochs.getAsLong()))
                : new Budget.Time(Duration.ofMillis(Math.round(seconds.getAsDouble() * MILLIS_PER_SECOND)));
        return Optional.of(new TrainingAsked(
                dataset,
                budget,
                subset.isPresent() ? OptionalInt.of(Math.toIntExact(subset.getAsLong())) : OptionalInt.empty(),
                Math.toIntExact(threads),
                seed,
                resume,
                changes));
    }

    /**
     * What was asked, from what {@link #json} wrote.
     *
     * @throws BadDocument if it is something else
     */
    public static TrainingAsked parse(String json) {
        List<Problem> problems = new ArrayList<>();
        Optional<TrainingAsked> asked = read(new ObjectReader(StrictJson.read(StrictJson.json(), json), "", problems));
        return asked.filter(read -> problems.isEmpty())
                .orElseThrow(() -> new BadDocument("it asks for no training: " + problems));
    }

    /** What was asked, as it is read. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.json().createObjectNode();
        json.put("dataset", dataset);
        if (budget instanceof Budget.Epochs epochs) {
            json.put("epochs", epochs.count());
        } else if (budget instanceof Budget.Time time) {
            json.put("seconds", time.duration().toMillis() / MILLIS_PER_SECOND);
        }
        subset.ifPresent(images -> json.put("subset", images));
        json.put("threads", threads).put("seed", seed).put("resume", resume);
        ObjectNode recipe = changes.json();
        if (!recipe.isEmpty()) {
            json.set("recipe", recipe);
        }
        return json;
    }
}

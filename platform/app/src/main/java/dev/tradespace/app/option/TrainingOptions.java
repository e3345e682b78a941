package dev.tradespace.app.option;

import dev.tradespace.api.check.Problem;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.RecipeChanges;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long and how to train, as {@code train} and {@code sweep} take it; the platform checks what they say. */
public final class TrainingOptions {
    private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(s|m|min|h)");
    private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "m", 60.0, "min", 60.0, "h", 3600.0);
    private static final double MILLIS_PER_SECOND = 1000;
    private static final Duration DEFAULT_TIME = Duration.ofMinutes(10);

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Train for so many passes over the training images; the same seed gives the same weights.")
    private @Nullable Integer epochs;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "Train for so long, such as 10m or 1.5h (default: 10m).")
    private @Nullable String time;

    @Option(names = "--subset", paramLabel = "N", description = "Train on so many of the training images only.")
    private @Nullable Integer subset;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of one training (default: 1, the most images for the processor's time).")
    private @Nullable Integer threads;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of weights, order and augmentation (default: 1).")
    private @Nullable Long seed;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "A YAML or JSON file with what is to differ from the family's recipe, such as"
                    + " 'learningRate: 0.05'. See the README of platform/training.")
    private @Nullable Path recipe;

    /** Whether any of them was given. */
    public boolean given() {
        return epochs != null || time != null || subset != null || threads != null || seed != null || recipe != null;
    }

    /** How many of the training images to use; null for all. */
    @Nullable
    public Integer subset() {
        return subset;
    }

    /**
     * The training that is asked for.
     *
     * @param dataset its id
     * @param resume whether to go on with an unfinished one
     */
    public TrainingAsked asked(String dataset, boolean resume) {
        if (epochs != null && time != null) {
            throw CommandFailure.refused("--epochs and --time exclude each other: give one of them");
        }
        try {
            return new TrainingAsked(
                    dataset,
                    epochs != null
                            ? new Budget.Epochs(epochs)
                            : new Budget.Time(time == null ? DEFAULT_TIME : duration(time)),
                    subset == null ? OptionalInt.empty() : OptionalInt.of(subset),
                    threads == null ? 1 : threads,
                    seed == null ? 1 : seed,
                    resume,
                    recipe == null ? RecipeChanges.NONE : changes(recipe));
        } catch (IllegalArgumentException outOfRange) {
            throw CommandFailure.refused(String.valueOf(outOfRange.getMessage()));
        }
    }

    /** The time that a text such as {@code 90s}, {@code 10m} or {@code 1.5h} means. */
    static Duration duration(String text) {
        Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw CommandFailure.refused("--time must be a number with s, m or h, such as 90s or 10m, was " + text);
        }
        double seconds = Double.parseDouble(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1.0);
        return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
    }

    private static RecipeChanges changes(Path file) {
        List<Problem> problems = new ArrayList<>();
        RecipeChanges changes = RecipeChanges.read(new ObjectReader(YamlFile.read("--recipe", file), "", problems));
        if (!problems.isEmpty()) {
            throw YamlFile.refused(file, problems);
        }
        return changes;
    }
}

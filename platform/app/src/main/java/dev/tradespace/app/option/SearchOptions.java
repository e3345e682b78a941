package dev.tradespace.app.option;

import static java.util.Map.entry;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.search.run.Criteria;
import dev.tradespace.search.run.SearchSpec;
import dev.tradespace.search.run.SearchSpecReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a search is asked to do, as {@code search} takes it; the platform checks what it says. */
public final class SearchOptions {
    /** Which option a field of the request comes from. */
    public static final Map<String, String> NAMES = Map.ofEntries(
            entry("families", "--families"),
            entry("dataset", "--dataset"),
            entry("targets", "--target"),
            entry("maximize", "--maximize"),
            entry("minimize", "--minimize"),
            entry("limits", "--limit"),
            entry("trials", "--budget"),
            entry("seconds", "--time"),
            entry("epochs", "--epochs"),
            entry("subset", "--subset"),
            entry("set", "--set"),
            entry("strategy", "--strategy"),
            entry("settings", "--setting"),
            entry("parallel", "--parallel"),
            entry("patience", "--patience"),
            entry("seed", "--seed"));

    private static final String TARGET = "local-cpu/ort-fp32-1t";

    @Option(
            names = "--families",
            paramLabel = "FAMILY",
            split = ",",
            description = "Families whose spaces are searched, such as mobilenet,efficientnet.")
    private List<String> families = new ArrayList<>();

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            split = ",",
            description = "Where networks are measured and scored (default: " + TARGET
                    + "). May be given more than once: then a bare metric is the worst of all targets, and"
                    + " latency@TARGET that of one.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--maximize",
            paramLabel = "METRIC",
            split = ",",
            description = "What is to be large (with neither this nor --minimize: accuracy, and latency to be small).")
    private List<String> maximize = new ArrayList<>();

    @Option(names = "--minimize", paramLabel = "METRIC", split = ",", description = "What is to be small.")
    private List<String> minimize = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "LIMIT",
            split = ",",
            completionCandidates = MetricNames.class,
            description =
                    "What every network keeps, such as 'latency<=5ms' or 'params<=1M'. May be given more than once. The metrics,"
                            + " each with the unit of a bare number: ${COMPLETION-CANDIDATES}, "
                            + Criteria.ACTIVATION_MEMORY + " (B).")
    private List<String> limits = new ArrayList<>();

    @Option(names = "--budget", paramLabel = "N", description = "End after so many evaluations.")
    private @Nullable Integer budget;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "End after so long, such as 20m or 2h: what is under way then is finished.")
    private @Nullable String time;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training images in a full evaluation (default: 5).")
    private @Nullable Integer epochs;

    @Option(names = "--subset", paramLabel = "N", description = "Train on so many of the training images only.")
    private @Nullable Integer subset;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A parameter that does not vary, such as generation=v2. May be given more than once, each key"
                    + " once.")
    private Map<String, String> fixed = new LinkedHashMap<>();

    @Option(names = "--strategy", paramLabel = "STRATEGY", description = "Who chooses the networks (default: auto).")
    private @Nullable String strategy;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description = "A setting of the strategy. May be given more than once, each key once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--parallel", paramLabel = "N", description = "Networks under way at a time (default: 1).")
    private @Nullable Integer parallel;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "End when so many networks were measured and none that was trained keeps every limit (default: "
                            + SearchSpecReader.DEFAULT_PATIENCE + ").")
    private @Nullable Integer patience;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the strategy and the trainings (default: 1).")
    private @Nullable Long seed;

    /** Whether any of them was given. */
    public boolean given() {
        return !families.isEmpty()
                || !targets.isEmpty()
                || !maximize.isEmpty()
                || !minimize.isEmpty()
                || !limits.isEmpty()
                || budget != null
                || time != null
                || epochs != null
                || subset != null
                || !fixed.isEmpty()
                || strategy != null
                || !settings.isEmpty()
                || parallel != null
                || patience != null
                || seed != null;
    }

    /** How many of the training images to use; null for all. */
    @Nullable
    public Integer subset() {
        return subset;
    }

    /** Refuses what cannot be asked for, before anything is opened. */
    public void check() {
        if (families.isEmpty()) {
            throw CommandFailure.refused("name what to search: --families mobilenet,efficientnet, or --resume ID");
        }
        if (budget == null && time == null) {
            throw CommandFailure.refused("say when to end: --budget N evaluations or --time TIME, or both");
        }
    }

    /**
     * The search that is asked for.
     *
     * @param dataset its id
     */
    public SearchSpec spec(String dataset) {
        boolean usual = maximize.isEmpty() && minimize.isEmpty();
        return new SearchSpec(
                families,
                dataset,
                targets.isEmpty() ? List.of(TARGET) : targets,
                usual ? List.of("accuracy") : maximize,
                usual ? List.of("latency") : minimize,
                limits,
                new SearchSpec.Budget(budget, time == null ? null : TrainingOptions.duration(time)),
                strategy == null ? SearchSpecReader.DEFAULT_STRATEGY : strategy,
                settings,
                new SearchSpec.Effort(
                        parallel == null ? 1 : parallel,
                        seed == null ? 1 : seed,
                        epochs == null ? SearchSpecReader.DEFAULT_EPOCHS : epochs,
                        subset,
                        patience == null ? SearchSpecReader.DEFAULT_PATIENCE : patience),
                fixed);
    }
}

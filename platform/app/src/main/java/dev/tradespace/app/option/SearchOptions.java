package dev.tradespace.app.option;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.JsonOutput;
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
            description =
                    "Where networks are measured and scored (default: " + TARGET
                            + "). May be given more than once: then a bare metric is the worst of all targets, and latency@TARGET that of one.")
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
            description =
                    "What every network keeps, such as 'latency<=5ms' or 'params<=1M'. May be given more than once. The metrics"
                            + " are accuracy (%%), latency (ms), throughput (1/s), memory (B), energy (J), params, macs,"
                            + " modelSize (B) and activationMemory (B), each with the unit of a bare number.")
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
            description =
                    "A parameter that does not vary, such as generation=v2. May be given more than once, each key once.")
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
     * The request.
     *
     * @param dataset its id
     */
    public ObjectNode body(String dataset) {
        ObjectNode body = JsonOutput.mapper().createObjectNode();
        families.forEach(body.putArray("families")::add);
        body.put("dataset", dataset);
        (targets.isEmpty() ? List.of(TARGET) : targets).forEach(body.putArray("targets")::add);
        boolean usual = maximize.isEmpty() && minimize.isEmpty();
        texts(body, "maximize", usual ? List.of("accuracy") : maximize);
        texts(body, "minimize", usual ? List.of("latency") : minimize);
        texts(body, "limits", limits);
        if (budget != null) {
            body.put("trials", budget);
        }
        if (time != null) {
            body.put("seconds", TrainingOptions.seconds(time));
        }
        if (epochs != null) {
            body.put("epochs", epochs);
        }
        if (subset != null) {
            body.put("subset", subset);
        }
        if (strategy != null) {
            body.put("strategy", strategy);
        }
        if (parallel != null) {
            body.put("parallel", parallel);
        }
        if (patience != null) {
            body.put("patience", patience);
        }
        if (seed != null) {
            body.put("seed", seed);
        }
        texts(body, "settings", settings);
        texts(body, "set", fixed);
        return body;
    }

    private static void texts(ObjectNode body, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(body.putArray(name)::add);
        }
    }

    private static void texts(ObjectNode body, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(body.putObject(name)::put);
        }
    }
}

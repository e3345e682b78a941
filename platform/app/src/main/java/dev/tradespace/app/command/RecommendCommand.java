package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.StratumOptions;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import dev.tradespace.core.catalogue.ModelName;
import dev.tradespace.core.measure.Quantity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Picks a model. */
@Command(
        name = "recommend",
        description = "Picks the most accurate measured model within all limits on all targets named.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RecommendCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            split = ",",
            required = true,
            description = "Where the model must do; several by commas.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--dataset",
            paramLabel = "DATASET",
            description =
                    "What the accuracy is about (default: the dataset that models were trained on last here, else imagenet-1k).")
    private @Nullable String dataset;

    @Mixin
    private StratumOptions choice;

    @Option(names = "--max-latency", paramLabel = "TIME", description = "Such as 20ms.")
    private @Nullable String maxLatency;

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "Such as 200MB.")
    private @Nullable String maxMemory;

    @Option(names = "--max-params", paramLabel = "COUNT", description = "Such as 10M.")
    private @Nullable String maxParams;

    @Option(names = "--max-macs", paramLabel = "COUNT", description = "Such as 600M.")
    private @Nullable String maxMacs;

    @Option(names = "--max-energy", paramLabel = "ENERGY", description = "Per inference, such as 50mJ.")
    private @Nullable String maxEnergy;

    @Option(names = "--max-model-size", paramLabel = "SIZE", description = "Such as 20MB.")
    private @Nullable String maxModelSize;

    @Option(names = "--min-accuracy", paramLabel = "PERCENT", description = "Such as 75.")
    private @Nullable String minAccuracy;

    @Mixin
    private JsonOption json;

    RecommendCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Parameter> query = new ArrayList<>();
        targets.forEach(target -> query.add(new Parameter("target", target)));
        if (dataset != null) {
            query.add(new Parameter("dataset", dataset));
        }
        choice.add(query);
        limit(query, "max-latency", "maxLatency", Metric.LATENCY, maxLatency);
        limit(query, "max-memory", "maxMemory", Metric.MEMORY, maxMemory);
        limit(query, "max-params", "maxParams", Metric.PARAMETERS, maxParams);
        limit(query, "max-macs", "maxMacs", Metric.MACS, maxMacs);
        limit(query, "max-energy", "maxEnergy", Metric.ENERGY, maxEnergy);
        limit(query, "max-model-size", "maxModelSize", Metric.MODEL_SIZE, maxModelSize);
        limit(query, "min-accuracy", "minAccuracy", Metric.ACCURACY, minAccuracy);
        try (Session session = Session.open(context, Session.Work.READING)) {
            JsonNode answer = session.api().get("/recommend", query);
            PrintWriter out = context.out();
            if (json.wanted()) {
                JsonOutput.print(out, answer);
            } else {
                tell(out, answer);
            }
            return answer.path("recommended").isObject() ? 0 : CommandFailure.FAILED;
        }
    }

    private static void limit(List<Parameter> query, String option, String name, Metric metric, @Nullable String text) {
        if (text != null) {
            double value = Quantity.parse(metric, text)
                    .orElseThrow(() -> CommandFailure.refused(
                            "--" + option + " must be a number such as " + Quantity.example(metric) + ", was " + text));
            query.add(new Parameter(name, String.valueOf(value)));
        }
    }

    private void tell(PrintWriter out, JsonNode answer) {
        JsonNode recommended = answer.path("recommended");
        if (recommended.isObject()) {
            out.println(ModelName.of(recommended.path("variant").asText()) + ": "
                    + recommended.path("reason").asText() + ".");
            out.print(RowTable.terminal(recommended.path("rows")));
        } else {
            context.err()
                    .println("No model: "
                            + answer.path("nearestMiss").path("reason").asText() + ".");
        }
        if (answer.path("binding").isObject() && recommended.isObject()) {
            out.println("What binds: " + answer.path("binding").path("message").asText() + ".");
        }
        neighbour(out, "Next faster", answer.path("faster"));
        neighbour(out, "Next more accurate", answer.path("moreAccurate"));
        looked(out, answer);
        out.flush();
    }

    /** What was looked at, and what was not. */
    private static void looked(PrintWriter out, JsonNode answer) {
        List<String> others = new ArrayList<>();
        answer.path("otherDatasets").forEach(other -> others.add("--dataset " + other.asText()));
        out.println("Looked at: " + RowTable.data(answer)
                + (others.isEmpty() ? "" : "; there are accuracies of others, too: " + String.join(", ", others))
                + ".");
        StratumOptions.leftOut(answer).forEach(out::println);
    }

    private static void neighbour(PrintWriter out, String title, JsonNode neighbour) {
        if (neighbour.isObject()) {
            out.println(title + ": " + ModelName.of(neighbour.path("variant").asText()) + ", "
                    + Format.figure(neighbour.path("accuracy")) + ", " + Format.figure(neighbour.path("latency")));
        }
    }
}

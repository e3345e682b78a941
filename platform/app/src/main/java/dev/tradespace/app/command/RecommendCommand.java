package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.MetricNames;
import dev.tradespace.app.option.StratumOptions;
import dev.tradespace.app.output.EstimateText;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Picks a model. */
@Command(
        name = "recommend",
        description =
                "Picks the most accurate model within all limits on all targets named, from what was measured there; on"
                        + " devices elsewhere from what is published or estimated.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RecommendCommand implements Callable<Integer> {
    private static final Pattern LIMIT = Pattern.compile("([a-zA-Z]+)\\s*(<=|>=)(.*)");

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
            description = "What the accuracy is about (default: the dataset that models were trained on last here, else"
                    + " imagenet-1k).")
    private @Nullable String dataset;

    @Mixin
    private StratumOptions choice;

    @Option(
            names = "--limit",
            paramLabel = "LIMIT",
            split = ",",
            completionCandidates = MetricNames.class,
            description =
                    "What the model keeps, such as 'latency<=20ms' or 'accuracy>=75'. May be given more than once."
                            + " The metrics, each with the unit of a bare number: ${COMPLETION-CANDIDATES}.")
    private List<String> limits = new ArrayList<>();

    /** The older options, {@code --max-latency 20ms}: bound by metric. */
    private final Map<Metric, String> bounds = new EnumMap<>(Metric.class);

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
        limits.forEach(limit -> add(query, limit));
        bounds.forEach((metric, bound) -> add(query, option(metric), metric, bound));
        HomeDevices.tell(context);
        try (Session session = Session.open(context, Session.Work.READING)) {
            JsonNode answer = session.api().get("/recommend", query);
            PrintWriter out = context.out();
            if (json.wanted()) {
                JsonOutput.print(out, answer);
            } else {
                tell(out, answer);
                tellErrors(out, session.api(), answer);
                out.flush();
            }
            return answer.path("recommended").isObject() ? 0 : CommandFailure.FAILED;
        }
    }

    @Spec
    void olderOptions(CommandSpec spec) {
        for (Metric metric : Metric.values()) {
            spec.addOption(OptionSpec.builder(option(metric))
                    .type(String.class)
                    .hidden(true)
                    .setter(new ISetter() {
                        @Override
                        public <T> T set(T bound) {
                            if (bound == null) {
                                bounds.remove(metric);
                            } else {
                                bounds.put(metric, String.valueOf(bound));
                            }
                            return bound;
                        }
                    })
                    .build());
        }
    }

    /** {@code --max-model-size}, {@code --min-accuracy}. */
    private static String option(Metric metric) {
        return "--" + side(metric) + "-"
                + metric.id().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String side(Metric metric) {
        return metric.goal() == Goal.MINIMIZE ? "max" : "min";
    }

    private static void add(List<Parameter> query, String limit) {
        Matcher matcher = LIMIT.matcher(limit.strip());
        if (!matcher.matches()) {
            throw CommandFailure.refused(
                    "--limit must be a metric, <= or >=, and a bound, such as latency<=20ms, was " + limit);
        }
        String name = matcher.group(1);
        Metric metric = Metric.find(name)
                .orElseThrow(() -> CommandFailure.refused("--limit: there is no metric " + name + "; there are "
                        + Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "))));
        String sign = metric.goal() == Goal.MINIMIZE ? "<=" : ">=";
        if (!matcher.group(2).equals(sign)) {
            throw CommandFailure.refused("--limit: " + name + " is better the "
                    + (metric.goal() == Goal.MINIMIZE ? "smaller" : "larger") + " it is: write " + name + sign
                    + metric.example());
        }
        add(query, "--limit: the bound of " + name, metric, matcher.group(3));
    }

    private static void add(List<Parameter> query, String option, Metric metric, String text) {
        double value = metric.parse(text)
                .orElseThrow(() -> CommandFailure.refused(
                        option + " must be a number such as " + metric.example() + ", was " + text));
        String name = side(metric)
                + metric.id().substring(0, 1).toUpperCase(Locale.ROOT)
                + metric.id().substring(1);
        if (query.stream().anyMatch(parameter -> parameter.name().equals(name))) {
            throw CommandFailure.refused(metric.id() + " is limited twice: give one bound");
        }
        query.add(new Parameter(name, String.valueOf(value)));
    }

    private void tell(PrintWriter out, JsonNode answer) {
        JsonNode recommended = answer.path("recommended");
        if (recommended.isObject()) {
            out.println(Format.model(recommended) + ": "
                    + recommended.path("reason").asText() + ".");
            out.print(RowTable.terminal(recommended.path("rows")));
            EstimateText.doubts(answer).forEach(out::println);
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
    }

    /** How far the estimates that the answer rests on lie off, by target. */
    private static void tellErrors(PrintWriter out, ApiClient api, JsonNode answer) {
        for (JsonNode row : answer.path("recommended").path("rows")) {
            if (row.path(Metric.LATENCY.id()).path("origin").asText().equals("estimated")) {
                String target = row.path("target").asText();
                JsonNode errors = api.get("/estimates", List.of(new Parameter("target", target)))
                        .path("errors");
                if (errors.isObject()) {
                    out.println("Estimates on " + target + ": of "
                            + errors.path("networks").asInt() + " latencies that are known, "
                            + EstimateText.errors(errors) + ".");
                }
            }
        }
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
            out.println(title + ": " + Format.model(neighbour) + ", " + Format.figure(neighbour.path("accuracy")) + ", "
                    + Format.figure(neighbour.path("latency")));
        }
    }
}

package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.StratumOptions;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what was measured. */
@Command(
        name = "results",
        description =
                "Shows what was measured, and of targets elsewhere that are named what is published or estimated: one"
                        + " honest row per model and target.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ResultsCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--target", paramLabel = "TARGET", split = ",", description = "Only these targets.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--dataset", paramLabel = "DATASET", description = "Only this dataset.")
    private @Nullable String dataset;

    @Option(
            names = "--pareto",
            paramLabel = "METRIC",
            split = ",",
            description = "Only the Pareto front of these metrics, such as accuracy,latency; one front per target and"
                    + " dataset.")
    private List<String> objectives = new ArrayList<>();

    @Mixin
    private StratumOptions choice;

    @Option(
            names = "--all-versions",
            description = "With --pareto: a front of its own for every version of the data and all conditions.")
    private boolean allVersions;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Mixin
    private JsonOption json;

    ResultsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (csv && json.wanted()) {
            throw CommandFailure.refused("choose one of --csv and --json");
        }
        if (allVersions && (objectives.isEmpty() || choice.given())) {
            throw CommandFailure.refused(
                    "--all-versions goes with --pareto, and with neither --data-version nor --conditions");
        }
        HomeDevices.tell(context);
        try (Session session = Session.open(context, Session.Work.READING)) {
            Set<String> leftOut = new LinkedHashSet<>();
            ArrayNode rows = objectives.isEmpty() ? rows(session.api()) : fronts(session.api(), leftOut);
            PrintWriter out = context.out();
            if (json.wanted()) {
                JsonOutput.print(out, rows);
            } else if (csv) {
                out.print(RowTable.csv(rows));
            } else if (rows.isEmpty()) {
                boolean filtered = dataset != null || !targets.isEmpty() || choice.given();
                context.err()
                        .println(
                                filtered
                                        ? "No row fits; `tradespace results` without filters shows all that was measured."
                                        : "Nothing was measured yet; `tradespace sweep --variants 'mobilenet/*'`"
                                                + " does. `tradespace list devices` names devices elsewhere, whose"
                                                + " targets `--target` shows.");
            } else {
                out.print(RowTable.terminal(rows));
            }
            out.flush();
            leftOut.forEach(context.err()::println);
            return 0;
        }
    }

    private ArrayNode rows(ApiClient api) {
        List<Parameter> query = new ArrayList<>();
        targets.forEach(target -> query.add(new Parameter("target", target)));
        if (dataset != null) {
            query.add(new Parameter("dataset", dataset));
        }
        query.add(new Parameter("order", "latency"));
        ArrayNode rows = JsonOutput.mapper().createArrayNode();
        api.all("/measurements", query).forEach(row -> {
            if (choice.holds(row)) {
                rows.add(row);
            }
        });
        return rows;
    }

    /**
     * What has a front of its own.
     *
     * @param more what is named beside target and dataset
     */
    private record Place(String target, String dataset, List<Parameter> more) {}

    private ArrayNode fronts(ApiClient api, Set<String> leftOut) {
        ArrayNode members = JsonOutput.mapper().createArrayNode();
        Set<Place> places = new LinkedHashSet<>();
        for (JsonNode row : rows(api)) {
            places.add(new Place(
                    row.path("target").asText(), row.path("dataset").asText(), allVersions ? stratum(row) : asked()));
        }
        for (Place place : places) {
            List<Parameter> query = new ArrayList<>(List.of(
                    new Parameter("target", place.target()),
                    new Parameter("dataset", place.dataset()),
                    new Parameter("objectives", String.join(",", objectives))));
            query.addAll(place.more());
            JsonNode front = api.get("/pareto", query);
            front.path("front").forEach(members::add);
            if (!allVersions) {
                leftOut.addAll(StratumOptions.leftOut(front));
            }
        }
        return members;
    }

    private List<Parameter> asked() {
        List<Parameter> asked = new ArrayList<>();
        choice.add(asked);
        return asked;
    }

    private static List<Parameter> stratum(JsonNode row) {
        return List.of(
                new Parameter("data", row.path("data").asText("none")),
                new Parameter(
                        "conditions", row.path("conditions").path("digest").asText("none")));
    }
}

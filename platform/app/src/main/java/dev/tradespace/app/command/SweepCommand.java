package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.TrainingOptions;
import dev.tradespace.app.option.YamlFile;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.progress.SweepProgress;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepSpecReader;
import dev.tradespace.core.sweep.TrainingAsked;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures variants on targets. */
@Command(
        name = "sweep",
        description =
                "Measures variants on targets of this machine, with --dataset after training each once; Ctrl-C keeps"
                        + " what is done, --resume goes on.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SweepCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--variants",
            paramLabel = "GLOB",
            description = "Variants, such as 'mobilenet/v2-*'. May be given more than once.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--targets",
            paramLabel = "GLOB",
            description = "Targets, such as 'local-cpu/*' (default: all). May be given more than once.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
            description = "quick (64 queries, 1 s), standard (662, 10 s) or long (662, 600 s). Default: quick.")
    private @Nullable String protocol;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "A YAML or JSON file with variants, targets, protocol and training.")
    private @Nullable Path file;

    @Mixin
    private DatasetOptions dataset;

    @Mixin
    private TrainingOptions training;

    @Option(names = "--resume", description = "Goes on with the sweeps that were interrupted.")
    private boolean resume;

    @Mixin
    private JsonOption json;

    SweepCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (resume && (namesWork() || file != null)) {
            throw CommandFailure.refused("--resume goes on with what was asked: leave all other options out");
        }
        SweepSpec wanted = resume ? null : request();
        try (Session session = Session.open(context, Session.Work.MEASURING)) {
            ApiClient api = session.api();
            List<Long> ids = new ArrayList<>();
            if (wanted == null) {
                unfinished(api).forEach(sweep -> ids.add(sweep.path("id").asLong()));
                if (ids.isEmpty()) {
                    context.err().println("There is no unfinished sweep.");
                    return 0;
                }
            } else {
                List<JsonNode> earlier = unfinished(api);
                JsonNode created = api.post("/sweeps", wanted.json());
                if (!earlier.isEmpty()) {
                    context.err().println("Earlier sweeps are unfinished; their jobs run first.");
                }
                ids.add(created.path("id").asLong());
            }
            StatusLine status = TerminalProgress.statusLine(context.err());
            session.sayBeforeEnd(
                    context.err(),
                    status,
                    "What is measured is kept; `tradespace sweep --resume` goes on with the rest.",
                    "The server goes on with it; `tradespace results` shows what is measured.");
            return report(api, ids, status);
        }
    }

    private int report(ApiClient api, List<Long> ids, StatusLine status) {
        PrintWriter out = context.out();
        ArrayNode sweeps = JsonOutput.mapper().createArrayNode();
        ArrayNode rows = JsonOutput.mapper().createArrayNode();
        boolean whole = true;
        for (long id : ids) {
            JsonNode ended = new SweepProgress(api, status, id).follow();
            whole &= ended.path("failed").asInt() == 0;
            sweeps.add(ended);
            rows.addAll(api.all(
                    "/measurements",
                    List.of(
                            new ApiClient.Parameter("sweep", String.valueOf(id)),
                            new ApiClient.Parameter("order", "latency"))));
        }
        if (json.wanted()) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.set("sweeps", sweeps);
            answer.set("rows", rows);
            JsonOutput.print(out, answer);
        } else {
            out.print(RowTable.terminal(rows));
            out.flush();
        }
        return whole ? 0 : CommandFailure.FAILED;
    }

    private static List<JsonNode> unfinished(ApiClient api) {
        List<JsonNode> unfinished = new ArrayList<>();
        for (JsonNode sweep : api.all("/sweeps", List.of())) {
            if (sweep.path("status").asText().equals("active")) {
                unfinished.add(0, sweep);
            }
        }
        return unfinished;
    }

    private SweepSpec request() {
        if (file != null) {
            if (namesWork()) {
                throw CommandFailure.refused("--spec says everything itself: leave all other options out");
            }
            return read(file);
        }
        if (variants.isEmpty()) {
            throw CommandFailure.refused("name what to measure: --variants GLOB, --spec FILE or --resume");
        }
        if (training.given() && !dataset.given()) {
            throw CommandFailure.refused("name what to train on: --dataset NAME or FOLDER");
        }
        Protocol chosen = protocol == null
                ? Protocol.QUICK
                : Protocol.find(protocol)
                        .orElseThrow(() ->
                                CommandFailure.refused("--protocol must be quick, standard or long, was " + protocol));
        TrainingAsked first = dataset.given() ? training.asked(dataset.id(context, training.subset()), false) : null;
        return new SweepSpec(variants, targets.isEmpty() ? List.of("*") : targets, chosen, first);
    }

    private static SweepSpec read(Path file) {
        SweepSpecReader.Read read = SweepSpecReader.read(YamlFile.read("--spec", file));
        return read.spec().orElseThrow(() -> YamlFile.refused(file, read.problems()));
    }

    /** Whether anything is said that a resumed sweep or a file has said already. */
    private boolean namesWork() {
        return !variants.isEmpty() || !targets.isEmpty() || protocol != null || dataset.given() || training.given();
    }
}

package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.SearchOptions;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.SearchTable;
import dev.tradespace.app.progress.SearchProgress;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.search.run.SearchSpec;
import dev.tradespace.server.model.ModelFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches families for the networks that trade best. */
@Command(
        name = "search",
        description = "Searches families for the networks that trade best: each is counted, its cost measured on every"
                + " target, and trained if every limit holds. Ctrl-C keeps every finished trial, --resume goes"
                + " on.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SearchCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private SearchOptions options;

    @Mixin
    private DatasetOptions dataset;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the ONNX files of the front into this folder, too.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            paramLabel = "ID",
            description = "Go on with a search; `tradespace list searches` shows them.")
    private @Nullable Long resumed;

    @Mixin
    private JsonOption json;

    SearchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (resumed != null && (options.given() || dataset.given())) {
            throw CommandFailure.refused("--resume goes on with what was asked: leave all other options but --out out");
        }
        SearchSpec wanted = resumed == null ? request() : null;
        makeFolder();
        try (Session session = Session.open(context, Session.Work.MEASURING)) {
            long id = wanted == null
                    ? resume(session.api(), resumed)
                    : create(session.api().naming(SearchOptions.NAMES), wanted);
            ApiClient api = session.api().resumedBy("tradespace search --resume " + id);
            StatusLine status = TerminalProgress.statusLine(context.err());
            session.sayBeforeEnd(
                    context.err(),
                    status,
                    "Every finished trial is kept; `tradespace search --resume " + id + "` goes on.",
                    "The server goes on with it; `tradespace search --resume " + id + "` follows it again.");
            JsonNode ended;
            try {
                ended = new SearchProgress(api, status, id).follow();
            } finally {
                session.beforeEnd(() -> {});
            }
            return report(api, ended);
        }
    }

    private SearchSpec request() {
        options.check();
        return options.spec(dataset.id(context, options.subset()));
    }

    private void makeFolder() {
        if (out != null) {
            try {
                Files.createDirectories(out);
            } catch (IOException unwritable) {
                throw CommandFailure.refused("--out must be a folder that can be made, was " + out);
            }
        }
    }

    private long create(ApiClient api, SearchSpec wanted) {
        JsonNode search = api.post("/searches", wanted.json());
        context.err()
                .printf(
                        "search %d: %s chooses: %s%n",
                        search.path("id").asLong(),
                        search.path("strategy").path("id").asText(),
                        search.path("strategy").path("why").asText());
        return search.path("id").asLong();
    }

    private static long resume(ApiClient api, @Nullable Long id) {
        if (id == null || id < 1) {
            throw CommandFailure.refused("--resume must be the number of a search, was " + id);
        }
        return api.post("/searches/" + id + "/resume", JsonOutput.mapper().createObjectNode())
                .path("id")
                .asLong();
    }

    private int report(ApiClient api, JsonNode search) {
        PrintWriter printer = context.out();
        List<String> files = files(api, search);
        if (json.wanted()) {
            JsonOutput.print(printer, search);
        } else {
            JsonNode counts = search.path("counts");
            printer.printf(
                    Locale.ROOT,
                    "search %d has %s: %s%n%d trials in %s: %s full evaluations, %d over a limit, %d failed, %d known"
                            + " from an equal network%n",
                    search.path("id").asLong(),
                    search.path("status").asText().equals("active") ? "not ended" : "ended",
                    search.path("reason").asText(),
                    counts.path("asked").asInt(),
                    Format.seconds(Math.round(search.path("seconds").asDouble())),
                    Scale.digits(counts.path("evaluated").asDouble()),
                    counts.path("overLimit").asInt(),
                    counts.path("failed").asInt(),
                    counts.path("reused").asInt());
            if (search.path("front").isEmpty()) {
                printer.println("No network that was evaluated keeps every limit.");
            } else {
                printer.println();
                printer.print(SearchTable.of(search, files));
            }
        }
        printer.flush();
        boolean good = search.path("status").asText().equals("finished")
                && !search.path("front").isEmpty();
        return good ? 0 : CommandFailure.FAILED;
    }

    /** Where the ONNX file of each member of the front is: in the folder that was named, or in the home. */
    private List<String> files(ApiClient api, JsonNode search) {
        List<String> files = new ArrayList<>();
        for (JsonNode member : search.path("front")) {
            JsonNode trial = SearchTable.trial(search, member.path("trial").asInt());
            String training = "/trainings/" + trial.path("training").asLong();
            if (!trial.path("onnx").isTextual()) {
                files.add("-");
            } else if (out == null) {
                JsonNode trained = api.get(training, List.of());
                files.add(context.settings()
                        .home()
                        .resolve("models")
                        .resolve(ModelFolders.name(
                                trained.path("architecture").asText(),
                                trained.path("weights").asText()))
                        .resolve(ModelFormat.ONNX.file())
                        .toString());
            } else {
                Path file = out.resolve(name(search, trial));
                api.download(training + "/model.onnx", file);
                files.add(file.toString());
            }
        }
        return files;
    }

    /** {@code search-3-trial-12-mobilenet.onnx}. */
    private static String name(JsonNode search, JsonNode trial) {
        return "search-" + search.path("id").asLong() + "-trial-"
                + trial.path("number").asInt() + "-"
                + trial.path("family").asText().replaceAll("[^A-Za-z0-9.]+", "-") + ".onnx";
    }
}

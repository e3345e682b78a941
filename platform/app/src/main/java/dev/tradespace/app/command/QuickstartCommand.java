package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.progress.SweepProgress;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.core.json.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The first command of the README. */
@Command(
        name = "quickstart",
        description =
                "Serves the dashboard, measures a representative set of models on this machine, and shows which to"
                        + " choose.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class QuickstartCommand implements Callable<Integer> {
    private final Context context;

    private static final String SWEEP = "/dev.tradespace.quickstart.yaml";
    private static final String TRAINING = "/dev.tradespace.quickstart-train.yaml";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7878",
            description = "Where to listen; 0 picks a free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--train",
            description =
                    "Instead: train a small member of every family on synthetic-shapes, and measure its accuracy.")
    private boolean train;

    @Option(names = "--exit", description = "End when the sweep has ended, instead of serving on until Ctrl-C.")
    private boolean exit;

    @Mixin
    private JsonOption json;

    QuickstartCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = context.out();
        PrintWriter err = context.err();
        try (Session session = Session.serveOrJoin(context, Session.Work.MEASURING, port)) {
            (json.wanted() ? err : out).println("Dashboard: " + session.address());
            ApiClient api = session.api();
            JsonNode wanted = resource(train ? TRAINING : SWEEP);
            StatusLine status = TerminalProgress.statusLine(err);
            session.sayBeforeEnd(
                    err,
                    status,
                    "What is done is kept; `tradespace sweep --resume` or `tradespace serve` goes on with the rest.",
                    "The server goes on with it.");
            JsonNode ended = new SweepProgress(api, status)
                    .follow(api.post("/sweeps", wanted).path("id").asLong());
            session.beforeEnd(() -> {});
            report(api, ended);
            if (!exit && session.isOwner()) {
                err.println("The dashboard stays at " + session.address() + " until Ctrl-C.");
                session.awaitEnd();
            }
            return ended.path("failed").asInt() == 0 ? 0 : CommandFailure.FAILED;
        }
    }

    private void report(ApiClient api, JsonNode ended) {
        PrintWriter out = context.out();
        ArrayNode rows = api.all(
                "/measurements",
                List.of(new Parameter("sweep", ended.path("id").asText()), new Parameter("order", "latency")));
        ObjectNode answer = JsonOutput.mapper().createObjectNode();
        answer.set("sweep", ended);
        answer.set("rows", rows);
        ArrayNode fronts = answer.putArray("fronts");
        for (JsonNode target : ended.path("targets")) {
            fronts.add(api.get(
                    "/pareto",
                    List.of(
                            new Parameter("target", target.asText()),
                            new Parameter("dataset", train ? "synthetic-shapes" : "imagenet-1k"),
                            new Parameter("objectives", "accuracy,latency"))));
        }
        if (json.wanted()) {
            JsonOutput.print(out, answer);
        } else {
            out.println();
            out.print(RowTable.terminal(rows));
            for (JsonNode front : fronts) {
                out.println();
                out.println("Pareto front of accuracy and latency on "
                        + front.path("target").asText() + ":");
                out.print(RowTable.terminal(front.path("front")));
            }
        }
        out.flush();
    }

    private static JsonNode resource(String name) {
        try (InputStream resource = QuickstartCommand.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new AssertionError(name + " is not on the class path");
            }
            return StrictYaml.read(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.option.OutputFile;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.ProfileText;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.file.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where the time of a model goes. */
@Command(
        name = "profile",
        description =
                "Shows where the time of a model's query goes on a target of this machine, by operation and by layer, as"
                        + " the runtime itself tells it. It is no measurement and leaves no row.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ProfileCommand implements Callable<Integer> {
    private static final int MOST_LAYERS = 20;

    private final Context context;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            required = true,
            description = "A target of this machine whose runtime tells the times of its nodes, such as"
                    + " local-cpu/ort-fp32-1t.")
    private String target;

    @Option(
            names = "--weights",
            paramLabel = "ID",
            description = "The weights, as `results --json` tells them, such as trained:0123456789abcdef (default: the"
                    + " random ones of measurements).")
    private @Nullable String weights;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write one query as a trace that Perfetto (ui.perfetto.dev) and Chrome open; an existing file"
                    + " is replaced.")
    private @Nullable Path trace;

    @Option(names = "--all", description = "Show all layers, not the longest " + MOST_LAYERS + " alone.")
    private boolean all;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Mixin
    private JsonOption json;

    ProfileCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (csv && json.wanted()) {
            throw CommandFailure.refused("choose one of --csv and --json");
        }
        if (weights != null && options.weights().isPresent()) {
            throw CommandFailure.refused("imported weights are named already: leave --weights out");
        }
        Model model = options.model(context.catalogue());
        Path file = trace == null ? null : OutputFile.of("--trace", trace);
        List<Parameter> query =
                new ArrayList<>(List.of(new Parameter("id", model.id().toString()), new Parameter("target", target)));
        Optional.ofNullable(weights).or(options::weights).ifPresent(id -> query.add(new Parameter("weights", id)));
        try (Session session = Session.open(context, Session.Work.READING)) {
            JsonNode profile = session.api().get("/profile", query);
            if (file != null) {
                write(profile.path("trace"), file);
            }
            PrintWriter out = context.out();
            if (json.wanted()) {
                JsonOutput.print(out, profile);
            } else if (csv) {
                out.print(ProfileText.csv(profile));
            } else {
                out.print(ProfileText.terminal(profile, all ? Integer.MAX_VALUE : MOST_LAYERS));
            }
            out.flush();
            return 0;
        }
    }

    private static void write(JsonNode trace, Path file) {
        try {
            byte[] text = JsonOutput.mapper().writeValueAsBytes(trace);
            WholeFile.write(file, out -> out.write(text));
        } catch (IOException failed) {
            throw CommandFailure.failed(file + " cannot be written: " + FileProblem.of(failed));
        }
    }
}

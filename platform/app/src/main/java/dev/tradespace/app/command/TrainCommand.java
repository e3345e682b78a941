package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.option.OutputFile;
import dev.tradespace.app.option.TrainingOptions;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.progress.InterruptNotice;
import dev.tradespace.app.progress.TrainingProgressBar;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.sweep.SweepSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains one model and measures it: a sweep of one variant on one target. */
@Command(
        name = "train",
        description =
                "Trains a model on a dataset, checks that its ONNX file answers as the trainer does, and scores the"
                        + " test images through the target's own runtime. Ctrl-C keeps the last checkpoint, --resume goes"
                        + " on.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..1",
            paramLabel = "VARIANT",
            description =
                    "A variant, such as resnet/small-resnet8; its classes, and where it can, its resolution become the"
                            + " dataset's.")
    private @Nullable String variant;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            description = "Instead of a variant: the defaults of a family's space, changed by --set.")
    private @Nullable String family;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A parameter of the family's space; classes are the dataset's. May be given more than once, each"
                            + " key once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private DatasetOptions dataset;

    @Mixin
    private TrainingOptions training;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "local-cpu/ort-fp32-1t",
            description = "Where it is measured and scored (default: ${DEFAULT-VALUE}).")
    private String target;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the trained ONNX file here, too.")
    private @Nullable Path out;

    @Option(
            names = "--quantize",
            description =
                    "Quantise it to int8 afterwards, and measure that on all targets, as `tradespace quantize` does.")
    private boolean quantize;

    @Option(
            names = "--max-drop",
            paramLabel = "POINTS",
            defaultValue = "1.0",
            description = "With --quantize: points of accuracy that may be lost (default: ${DEFAULT-VALUE}).")
    private double maxDrop;

    @Option(names = "--resume", description = "Go on from the last checkpoint of the same command.")
    private boolean resume;

    @Mixin
    private JsonOption json;

    TrainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = out == null ? null : OutputFile.of("--out", out);
        SweepSpec wanted = new SweepSpec(
                List.of(model()),
                List.of(target),
                Protocol.QUICK,
                training.asked(dataset.id(context, training.subset()), resume));
        try (Session session = Session.open(context, Session.Work.MEASURING)) {
            ApiClient api = session.api();
            long sweep = api.post("/sweeps", wanted.json()).path("id").asLong();
            TrainingProgressBar progress = new TrainingProgressBar(api, context.err(), sweep);
            InterruptNotice notice = InterruptNotice.of(session, context.err(), sweep, progress);
            JsonNode ended;
            try {
                ended = progress.follow();
            } finally {
                notice.forget();
            }
            JsonNode row = row(api, sweep);
            if (ended.path("failed").asInt() > 0 || !row.path("failure").isNull()) {
                throw CommandFailure.failed(row.path("failure").asText("the training was cancelled"));
            }
            JsonNode trained = trained(api, row);
            if (file != null) {
                api.download("/trainings/" + trained.path("id").asLong() + "/model.onnx", file);
            }
            report(trained, row);
            return quantize ? new QuantizationRun(context, api, trained, maxDrop).report(json.wanted()) : 0;
        }
    }

    private String model() {
        Catalogue catalogue = context.catalogue();
        if ((variant == null) == (family == null)) {
            throw CommandFailure.refused("name what to train: either a VARIANT or --family FAMILY");
        }
        if (settings.containsKey("classes")) {
            throw CommandFailure.refused("--set classes: it is the dataset's and cannot be set");
        }
        if (variant != null) {
            ModelOptions.refuseTwice(variant, settings);
            return catalogue.model(variant, settings).id().toString();
        }
        Family named = catalogue.families().stream()
                .filter(candidate -> candidate.id().equals(family))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused("there is no family " + family + "; there are "
                        + String.join(
                                ", ",
                                catalogue.families().stream().map(Family::id).toList())));
        return catalogue.model(named, settings).id().toString();
    }

    private static JsonNode row(ApiClient api, long sweep) {
        return api.get("/measurements", List.of(new Parameter("sweep", String.valueOf(sweep))))
                .path("items")
                .path(0);
    }

    /** The training whose weights a row was measured with. */
    private static JsonNode trained(ApiClient api, JsonNode row) {
        for (JsonNode training : api.all(
                "/trainings",
                List.of(
                        new Parameter("variant", row.path("variant").asText()),
                        new Parameter("dataset", row.path("dataset").asText())))) {
            if (training.path("weights").equals(row.path("weights"))) {
                return training;
            }
        }
        throw CommandFailure.failed("the training of " + row.path("variant").asText() + " is not known any more");
    }

    private void report(JsonNode trained, JsonNode row) {
        PrintWriter printer = context.out();
        if (json.wanted()) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.set("variant", trained.path("variant"));
            answer.set("dataset", trained.path("dataset"));
            answer.set("validationAccuracy", trained.path("validationAccuracy"));
            answer.set("testAccuracy", row.path("accuracy").path("value"));
            answer.set("epochs", trained.path("epochs"));
            answer.set("steps", trained.path("steps"));
            answer.set("imagesPerSecond", trained.path("imagesPerSecond"));
            answer.set("params", row.path("params").path("value"));
            answer.set("training", trained.path("id"));
            answer.set("row", row);
            JsonOutput.print(printer, answer);
            return;
        }
        printer.printf(
                Locale.ROOT,
                "%s on %s: %s of the test images right%s, %.2f%% of the validation images%n",
                Format.model(trained),
                trained.path("dataset").asText(),
                Format.figure(row.path("accuracy")),
                interval(row.path("accuracy")),
                trained.path("validationAccuracy").asDouble());
        printer.printf(
                Locale.ROOT,
                "%s parameters; %d epochs, %d steps, %.0f images/s%n",
                Format.figure(row.path("params")),
                trained.path("epochs").asInt(),
                trained.path("steps").asLong(),
                trained.path("imagesPerSecond").asDouble());
        printer.printf(
                "on %s: %s latency, %s memory%n",
                row.path("target").asText(), Format.figure(row.path("latency")), Format.figure(row.path("memory")));
        printer.println(
                out == null
                        ? "`tradespace export` with --trained-on "
                                + trained.path("dataset").asText() + " writes its ONNX or SameDiff file"
                        : "ONNX file: " + out);
        printer.flush();
    }

    private static String interval(JsonNode figure) {
        JsonNode interval = figure.path("interval");
        return interval.isArray()
                ? String.format(
                        Locale.ROOT,
                        " (95%%: %.2f to %.2f)",
                        interval.path(0).asDouble(),
                        interval.path(1).asDouble())
                : "";
    }
}

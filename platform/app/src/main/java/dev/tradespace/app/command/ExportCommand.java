package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.option.OutputFile;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.wiring.ModelFiles;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.file.Draft;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.hardware.runtime.FormatWriters;
import dev.tradespace.hardware.runtime.Runtimes;
import dev.tradespace.onnx.EmbeddedPreprocessing;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model as a file that others can load, with the weights of a training or random ones. */
@Command(
        name = "export",
        description =
                "Writes a model as an ONNX file, or as a SameDiff file for plain Deeplearning4j; with random weights,"
                        + " with --trained-on those that it has learned, or with imported ones (VARIANT@imported:ID).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to; an existing file is replaced.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "onnx",
            description =
                    "onnx, samediff, which Java reads with SameDiff.load(file, false), tflite, or the format of a runtime"
                            + " in the home (default: ${DEFAULT-VALUE}).")
    private String format;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = ModelFile.FULL_PRECISION,
            description =
                    "fp32, int8, or another one of the format (default: ${DEFAULT-VALUE}). With --trained-on, int8 loses at"
                            + " most a point of accuracy, or what `tradespace quantize` was told.")
    private String precision;

    @Option(
            names = "--trained-on",
            paramLabel = "NAME|FOLDER",
            description =
                    "With the weights of the model's newest finished training on this dataset, or on this folder of"
                            + " images.")
    private @Nullable String dataset;

    @Option(
            names = "--with-preprocessing",
            description = "With --trained-on, as ONNX: the graph resizes, cuts and normalises itself, its input is one"
                    + " upright picture of any size as uint8 [height, width, 3], red first.")
    private boolean preprocessing;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of random weights (default: " + Expansion.WEIGHTS_SEED + ", that of measurements).")
    private @Nullable Long seed;

    @Mixin
    private JsonOption json;

    /** What was written, beside the file itself. */
    private record Written(String id, String digest, String weights, String words) {}

    ExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Catalogue catalogue = context.catalogue();
        Optional<Model> model = model(catalogue);
        Runtimes runtimes = Parts.runtimes(context.settings());
        FormatWriters writers = runtimes.writers();
        ModelFormat wanted = format(writers);
        if (!writers.writes(wanted, precision)) {
            throw CommandFailure.refused("--precision of " + wanted + " must be "
                    + String.join(" or ", writers.precisions(wanted)) + ", was " + precision);
        }
        if (dataset != null && seed != null) {
            throw CommandFailure.refused("--seed is of random weights: give either it or --trained-on");
        }
        if (options.weights().isPresent() && (dataset != null || seed != null)) {
            throw CommandFailure.refused("imported weights are named already: leave --seed and --trained-on out");
        }
        if (preprocessing && !precision.equals(ModelFile.FULL_PRECISION)) {
            throw CommandFailure.refused("--with-preprocessing is of files in fp32: leave --precision out");
        }
        if (preprocessing && (dataset == null || !wanted.equals(ModelFormat.ONNX))) {
            throw CommandFailure.refused(
                    "--with-preprocessing is of ONNX files of trained models: give --trained-on, too,"
                            + " and no other --format; mean and deviation are those of the images that were learned");
        }
        Path target = OutputFile.of("--out", file);
        try {
            Written written = dataset == null
                    ? random(new ModelFiles(catalogue, runtimes), catalogue.build(model.orElseThrow()), wanted, target)
                    : trained(model, dataset, wanted, target);
            report(written, files(target, wanted), wanted);
            return 0;
        } catch (IOException failed) {
            throw CommandFailure.failed(file + " cannot be written: " + FileProblem.of(failed));
        }
    }

    /** What is named; empty for a trained model whose plugin has changed or is gone, which needs none. */
    private Optional<Model> model(Catalogue catalogue) {
        try {
            return Optional.of(options.model(catalogue));
        } catch (UnknownModel | BadConfiguration | PluginFailure gone) {
            if (dataset == null) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    private ModelFormat format(FormatWriters writers) {
        return writers.find(format.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> CommandFailure.refused("--format must be "
                        + writers.formats().stream().map(ModelFormat::id).collect(Collectors.joining(" or "))
                        + ", was " + format));
    }

    private Written random(ModelFiles files, Built built, ModelFormat wanted, Path target) throws IOException {
        Model model = built.model();
        Architecture architecture = built.architecture();
        String weights = options.weights().orElse("random:" + (seed == null ? Expansion.WEIGHTS_SEED : seed));
        Path imported = options.weights()
                .map(id -> ModelStore.weights(context.settings().home(), architecture.digest(), id)
                        .orElseThrow(() -> CommandFailure.refused("there are no weights " + id + " of " + model.id()
                                + " in this home; `tradespace import` brings them")))
                .orElse(null);
        ModelSource source =
                new ModelSource(model.id(), architecture.digest(), weights, imported, architecture, Map.of());
        files.export(source, source.file(wanted, precision), target);
        return new Written(
                model.id().toString(),
                architecture.digest(),
                weights,
                imported == null ? "with random weights" : "with the weights " + weights);
    }

    private Written trained(Optional<Model> model, String learned, ModelFormat wanted, Path target) throws IOException {
        try (Session session = Session.open(context, Session.Work.READING)) {
            ApiClient api = session.api();
            JsonNode training = new FinishedTrainings(context, api)
                    .find(model.map(Model::id).orElseGet(options::id), "--trained-on", learned);
            download(api, "/trainings/" + training.path("id").asLong() + "/" + wanted.file(precision), target);
            return new Written(
                    training.path("variant").asText(),
                    training.path("architecture").asText(),
                    training.path("weights").asText(),
                    "trained on " + training.path("dataset").asText() + " (training "
                            + training.path("id").asLong() + ")");
        }
    }

    private void download(ApiClient api, String path, Path target) throws IOException {
        if (!preprocessing) {
            api.download(path, target);
            return;
        }
        Path network = Draft.of(target);
        try {
            api.download(path, network);
            EmbeddedPreprocessing.write(network, target);
        } finally {
            Files.deleteIfExists(network);
        }
    }

    /** A large model's weights lie in a second file; those of an earlier model of this name are gone. */
    private List<Path> files(Path target, ModelFormat wanted) throws IOException {
        Path data = ModelFormat.ONNX.beside(target).orElseThrow();
        if (!wanted.equals(ModelFormat.ONNX) || dataset != null) {
            Files.deleteIfExists(data);
        }
        return Files.exists(data) ? List.of(target, data) : List.of(target);
    }

    private void report(Written written, List<Path> files, ModelFormat wanted) throws IOException {
        long bytes = 0;
        for (Path each : files) {
            bytes += Files.size(each);
        }
        if (json.wanted()) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.put("id", written.id());
            answer.put("file", files.get(0).toString());
            ArrayNode all = answer.putArray("files");
            files.forEach(each -> all.add(each.toString()));
            answer.put("format", wanted.id());
            answer.put("bytes", bytes);
            answer.put("digest", written.digest());
            answer.put("weights", written.weights());
            JsonOutput.print(context.out(), answer);
        } else {
            String names = files.size() == 1 ? file.toString() : file + " and its weights " + files.get(1);
            context.out()
                    .println(written.id() + " " + written.words() + ": " + names + ", "
                            + Scale.BYTES.format((double) bytes));
        }
    }
}

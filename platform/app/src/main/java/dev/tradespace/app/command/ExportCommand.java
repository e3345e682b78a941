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
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.option.OutputFile;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.wiring.ModelFiles;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.file.Draft;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.hardware.runtime.FormatWriters;
import dev.tradespace.onnx.EmbeddedPreprocessing;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        FormatWriters writers = Parts.runtimes(context.settings()).writers();
        ModelFormat wanted = format(writers);
        if (dataset != null && seed != null) {
            throw CommandFailure.refused("--seed is of random weights: give either it or --trained-on");
        }
        if (options.weights().isPresent() && (dataset != null || seed != null)) {
            throw CommandFailure.refused("imported weights are named already: leave --seed and --trained-on out");
        }
        if (preprocessing && (dataset == null || !wanted.equals(ModelFormat.ONNX))) {
            throw CommandFailure.refused(
                    "--with-preprocessing is of ONNX files of trained models: give --trained-on, too,"
                            + " and no other --format; mean and deviation are those of the images that were learned");
        }
        Path target = OutputFile.of("--out", file);
        try {
            Written written = dataset == null
                    ? random(new ModelFiles(catalogue, writers), catalogue.build(model.orElseThrow()), wanted, target)
                    : trained(catalogue, model, dataset, wanted, target);
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
        files.export(source, source.file(wanted, ModelFile.FULL_PRECISION), target);
        return new Written(
                model.id().toString(),
                architecture.digest(),
                weights,
                imported == null ? "with random weights" : "with the weights " + weights);
    }

    private Written trained(Catalogue catalogue, Optional<Model> model, String learned, ModelFormat wanted, Path target)
            throws IOException {
        Optional<String> id = DatasetOptions.find(context.settings(), "--trained-on", learned);
        try (Session session = Session.open(context, Session.Work.READING)) {
            ApiClient api = session.api();
            List<JsonNode> finished = id.map(name -> finished(api, name)).orElse(List.of());
            ModelId asked = model.map(Model::id).orElseGet(options::id);
            JsonNode training = finished.stream()
                    .filter(each -> id(each).isFitted(asked))
                    .findFirst()
                    .orElseThrow(() -> noTraining(
                            api, model.orElseGet(() -> options.model(catalogue)).id(), learned, finished));
            download(api, "/trainings/" + training.path("id").asLong() + "/" + wanted.file(), target);
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

    /** The finished trainings, newest first; on one dataset or, without its name, on all. */
    private static List<JsonNode> finished(ApiClient api, String... dataset) {
        List<Parameter> query = new ArrayList<>();
        for (String name : dataset) {
            query.add(new Parameter("dataset", name));
        }
        List<JsonNode> finished = new ArrayList<>();
        for (JsonNode training : api.all("/trainings", query)) {
            if (training.path("status").asText().equals("done")) {
                finished.add(training);
            }
        }
        return finished;
    }

    /** That a model was not trained on what was named; on what else it was, and what else was trained on that. */
    private CommandFailure noTraining(ApiClient api, ModelId asked, String learned, List<JsonNode> others) {
        String elsewhere =
                names(finished(api).stream().filter(training -> id(training).isFitted(asked)), "dataset");
        String there = names(others.stream(), "variant");
        return CommandFailure.refused(asked + " has no finished training on " + learned
                + (elsewhere.isEmpty()
                        ? ", nor on any other dataset; `tradespace train` gives it one"
                        : "; it has one on " + elsewhere)
                + (there.isEmpty() ? "" : "; on " + learned + " there are those of " + there)
                + DatasetOptions.folderOfThatName(DatasetOptions.folders(context.settings(), null), learned));
    }

    private static ModelId id(JsonNode training) {
        return ModelId.parse(training.path("variant").asText());
    }

    private static String names(Stream<JsonNode> trainings, String field) {
        return trainings
                .map(training -> training.path(field).asText())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
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

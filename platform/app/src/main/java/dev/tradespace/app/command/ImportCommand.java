package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.option.YamlFile;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.wiring.ModelFiles;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.BadWeightsFile;
import dev.tradespace.core.weights.ImportedWeights;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes somebody else's weights of a model into the home. */
@Command(
        name = "import",
        description = {
            "Takes the weights of a safetensors file into the home, by a map of names, so that the model is measured and"
                    + " exported with them.",
            "With a source for a command, takes figures that were published or measured elsewhere into the catalogue of"
                    + " devices."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {ImportAiHubCommand.class, ImportBenchNcnnCommand.class, ImportCsvCommand.class})
final class ImportCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Option(names = "--weights", paramLabel = "FILE", description = "A safetensors file.")
    private @Nullable Path file;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description = "A YAML or JSON file: the name of each tensor of the network, and its name in FILE, or"
                    + " {tensor: NAME, transpose: [1, 0]}. What it does not name has one name in both.")
    private @Nullable Path map;

    @Mixin
    private JsonOption json;

    ImportCommand(Context context) {
        this.context = context;
    }

    /** The parser would otherwise miss the variant where a source is named. */
    static void takeSources(CommandSpec spec) {
        PositionalParamSpec variant = spec.positionalParameters().get(0);
        spec.remove(variant);
        spec.addPositional(PositionalParamSpec.builder(variant)
                .required(false)
                .arity("0..1")
                .build());
    }

    @Override
    public Integer call() {
        Path weights = file;
        if (weights == null || !spec.commandLine().getParseResult().hasMatchedPositional(0)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name a VARIANT and its --weights FILE, or a source: ai-hub DIR, benchncnn FILE --device NAME or csv"
                            + " FILE");
        }
        return take(weights);
    }

    private int take(Path file) {
        Catalogue catalogue = context.catalogue();
        Built built = catalogue.build(options.model(catalogue));
        JsonNode names = map == null ? JsonOutput.mapper().createObjectNode() : YamlFile.read("--map", map);
        Architecture architecture = built.architecture();
        String digest;
        ImportedWeights weights;
        List<Problem> problems = new ArrayList<>();
        try {
            WeightsFile foreign = WeightsFile.openForeign(file);
            digest = Sha256.of(file);
            weights = ImportedWeights.of(architecture.weights().values(), foreign, digest, names, problems);
        } catch (BadWeightsFile bad) {
            throw CommandFailure.refused(String.valueOf(bad.getMessage()));
        } catch (IOException unreadable) {
            throw CommandFailure.refused("--weights must be a readable file, was " + file);
        }
        if (!problems.isEmpty()) {
            throw YamlFile.refused(map == null ? file : map, problems);
        }
        try {
            keep(
                    new ModelStore(
                            context.settings().home(), new ModelFiles(catalogue, Parts.runtimes(context.settings()))),
                    architecture,
                    weights,
                    digest,
                    file);
        } catch (IOException failed) {
            throw CommandFailure.failed("the weights cannot be kept: " + FileProblem.of(failed));
        }
        report(built.model().id() + "@" + weights.id(), digest, file);
        return 0;
    }

    private void keep(ModelStore models, Architecture architecture, ImportedWeights weights, String digest, Path file)
            throws IOException {
        Path place = models.folder(architecture.digest(), weights.id());
        Path parent = Files.createDirectories(place.getParent());
        Path finished = TemporaryFolder.create(parent, "unfinished");
        try {
            Path written = finished.resolve(TrainingRequest.WEIGHTS);
            Map<String, String> origin = Map.of("importedFrom", String.valueOf(file.getFileName()), "sha256", digest);
            WeightsFile.write(written, architecture.weights().values(), weights, origin);
            Optional<Path> before = ModelStore.weights(context.settings().home(), architecture.digest(), weights.id());
            if (before.isEmpty()) {
                Files.writeString(
                        finished.resolve(ModelFiles.ARCHITECTURE), new ArchitectureJson().write(architecture));
                models.adopt(finished, architecture.digest(), weights.id());
            } else if (Files.mismatch(before.get(), written) >= 0) {
                throw CommandFailure.refused(file + " was imported with another map already; remove " + place
                        + " first, for rows that were measured with those weights are named by the file's digest");
            }
        } finally {
            TemporaryFolder.delete(finished);
        }
    }

    private void report(String id, String digest, Path file) {
        if (json.wanted()) {
            ObjectNode answer = JsonOutput.mapper().createObjectNode();
            answer.put("id", id).put("file", file.toString()).put("sha256", digest);
            JsonOutput.print(context.out(), answer);
        } else {
            context.out().println(id + ": from " + file + ", SHA-256 " + digest);
            context.out()
                    .println("`tradespace sweep --variants " + id + "` measures it, `tradespace export " + id
                            + " --out FILE` writes it");
        }
        context.out().flush();
    }
}

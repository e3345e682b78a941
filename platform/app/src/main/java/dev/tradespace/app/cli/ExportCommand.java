package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a model as an ONNX file. */
@Command(
        name = "export",
        description = "Writes a model with random weights as an ONNX file.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    @ParentCommand
    private TradespaceCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to; an existing file is replaced.")
    private Path file;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + Expansion.WEIGHTS_SEED,
            description = "Seed of the weights (default: ${DEFAULT-VALUE}, that of measurements).")
    private long seed;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Catalogue catalogue = parent.catalogue();
        Built built = catalogue.build(options.model(catalogue));
        Path target = OutputFile.of("--out", file);
        try {
            OnnxFile written =
                    OnnxExporter.write(built.architecture(), RandomWeights.of(built.architecture(), seed), target);
            if (json.wanted()) {
                ObjectNode answer = JsonOption.mapper().createObjectNode();
                answer.put("id", built.model().id());
                answer.put("file", target.toString());
                answer.put("bytes", written.bytes());
                answer.put("digest", built.architecture().digest());
                answer.put("weights", "random:" + seed);
                JsonOption.print(spec.commandLine().getOut(), answer);
            } else {
                spec.commandLine()
                        .getOut()
                        .println(built.model().id() + " with random weights: " + file + ", "
                                + Format.scaled((double) written.bytes(), "B"));
            }
            return 0;
        } catch (IOException failed) {
            throw CommandFailure.failed(file + " cannot be written: " + Obstacle.of(failed));
        }
    }
}

package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.option.OutputFile;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Quantises a trained model to int8 and measures what that is worth. */
@Command(
        name = "quantize",
        description =
                "Quantises a trained model to int8 after its training, says what that costs in accuracy on the validation"
                        + " images and which layers stay in fp32, and measures it beside fp32 on this machine's targets.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class QuantizeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME|FOLDER",
            description = "What the model was trained on; its newest finished training there is meant.")
    private String dataset;

    @Option(
            names = "--max-drop",
            paramLabel = "POINTS",
            defaultValue = "1.0",
            description =
                    "Points of accuracy that may be lost (default: ${DEFAULT-VALUE}); layers that cost more stay in fp32.")
    private double maxDrop;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the quantised ONNX file here, too.")
    private @Nullable Path out;

    @Mixin
    private JsonOption json;

    QuantizeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = out == null ? null : OutputFile.of("--out", out);
        ModelId asked = asked();
        try (Session session = Session.open(context, Session.Work.MEASURING)) {
            ApiClient api = session.api();
            JsonNode training = new FinishedTrainings(context, api).find(asked, "--dataset", dataset);
            QuantizationRun run = new QuantizationRun(context, api, training, maxDrop);
            int end = run.report(json.wanted());
            if (file != null) {
                api.download("/trainings/" + training.path("id").asLong() + "/model-int8.onnx", file);
                context.err().println("ONNX file in int8: " + out);
            }
            return end;
        }
    }

    /** What is named, or for a trained model whose plugin is gone what its name says. */
    private ModelId asked() {
        try {
            return options.model(context.catalogue()).id();
        } catch (UnknownModel | BadConfiguration | PluginFailure gone) {
            return options.id();
        }
    }
}

package dev.tradespace.app.command;

import dev.tradespace.app.context.Context;
import dev.tradespace.devices.source.AiHubFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the published performance files of AI Hub into the home. */
@Command(
        name = "ai-hub",
        description =
                "Takes Qualcomm AI Hub's perf.yaml, numerics.yaml and info.yaml into the home: latencies, memory and"
                        + " accuracies on its devices.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportAiHubCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "DIR", description = "qai_hub_models/models of a checkout, or a folder of one model.")
    private Path folder;

    @Option(names = "--release", paramLabel = "VERSION", description = "The release or commit that the files are of.")
    private String release = "";

    ImportAiHubCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new RowImport(context, AiHubFolder.source(LocalDate.now(ZoneOffset.UTC), release))
                .take(known -> AiHubFolder.read(folder, known));
    }
}

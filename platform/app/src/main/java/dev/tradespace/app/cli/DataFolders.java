package dev.tradespace.app.cli;

import dev.tradespace.app.wiring.Settings;
import dev.tradespace.training.data.home.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the {@code data} commands look for datasets. */
final class DataFolders {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where files of known datasets lie already, there or one folder below.")
    private @Nullable Path folder;

    /** The datasets of the home and of the folder. */
    Datasets datasets(CommandSpec spec) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw CommandFailure.refused("--data-dir must be a folder, was " + folder);
        }
        return DatasetOptions.folders(settings(spec), folder);
    }

    /** Where everything lives. */
    static Settings settings(CommandSpec spec) {
        return ((TradespaceCommand) spec.root().userObject()).settings();
    }
}

package dev.tradespace.app.option;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.training.data.home.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the {@code data} commands look for datasets. */
public final class DataFolderOption {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where files of known datasets lie already, there or one folder below.")
    private @Nullable Path folder;

    /** The datasets of the home and of the folder. */
    public Datasets datasets(Context context) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw CommandFailure.refused("--data-dir must be a folder, was " + folder);
        }
        return DatasetOptions.folders(context.settings(), folder);
    }
}

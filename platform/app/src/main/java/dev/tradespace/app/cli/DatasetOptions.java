package dev.tradespace.app.cli;

import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Datasets;
import dev.tradespace.training.data.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to train on: the name of a dataset, or a folder of images that gets one. */
final class DatasetOptions {
    @Option(
            names = "--dataset",
            paramLabel = "NAME|FOLDER",
            description =
                    "What to train on: a name of `tradespace data list`, or a folder of images with a sub-folder for each"
                            + " class.")
    private @Nullable String dataset;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the files of a known dataset lie already, there or one folder below.")
    private @Nullable Path folder;

    /** Whether a text means a folder rather than a name: names have no separators. */
    static boolean isFolder(String text) {
        return text.contains("/") || text.contains("\\") || text.startsWith(".");
    }

    /** Whether one was named. */
    boolean given() {
        return dataset != null || folder != null;
    }

    /** The datasets of a home, of the environment's folders and of one more. */
    static Datasets folders(Settings settings, @Nullable Path more) {
        return Datasets.at(settings.home(), (more == null ? settings : settings.withData(List.of(more))).dataFolders());
    }

    /**
     * The dataset's id, checked: a folder is registered by its name, and where a known dataset lies is remembered, so that the server of this home finds
     * them, too.
     */
    String id(Settings settings, PrintWriter err) {
        if (dataset == null) {
            throw CommandFailure.refused(
                    "name what to train on: --dataset NAME or FOLDER; `tradespace data list` shows the names");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw CommandFailure.refused("--data-dir must be a folder, was " + folder);
        }
        Datasets datasets = folders(settings, folder);
        try {
            String id = dataset;
            if (isFolder(dataset)) {
                id = datasets.register(Path.of(dataset), Progress.SILENT);
            } else if (folder != null) {
                datasets.remember(dataset);
            }
            DatasetFacts facts = datasets.facts(id);
            err.printf(
                    "%s: %d classes, %,d training, %,d validation and %,d test images%n",
                    id, facts.classes().size(), facts.training(), facts.validation(), facts.test());
            return id;
        } catch (IOException unusable) {
            throw CommandFailure.refused("--dataset " + dataset + ": " + unusable.getMessage());
        }
    }
}

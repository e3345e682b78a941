package dev.tradespace.app.option;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to train on: the name of a dataset, or a folder of images that gets one. */
public final class DatasetOptions {
    @Option(
            names = "--dataset",
            paramLabel = "NAME|FOLDER",
            description =
                    "What to train on: a name of `tradespace data list`, or a folder of images with a sub-folder for"
                            + " each class.")
    private @Nullable String dataset;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the files of a known dataset lie already, there or one folder below.")
    private @Nullable Path folder;

    @Mixin
    private ReadingOptions reading;

    /** Whether a text means a folder rather than a name: names have no separators. */
    public static boolean isFolder(String text) {
        return text.contains("/") || text.contains("\\") || text.startsWith(".");
    }

    /** Whether one was named. */
    public boolean given() {
        return dataset != null || folder != null || reading.given();
    }

    /** The datasets of a home, of the environment's folders and of one more. */
    public static Datasets folders(Settings settings, @Nullable Path more) {
        return Datasets.at(settings.home(), (more == null ? settings : settings.withData(List.of(more))).dataFolders());
    }

    /**
     * The dataset's id, checked: a folder is registered by its name, and where a known dataset lies is remembered, so that the server of this home finds
     * them, too.
     *
     * @param subset how many of its training images are to be used; null for all
     */
    public String id(Context context, @Nullable Integer subset) {
        Settings settings = context.settings();
        PrintWriter err = context.err();
        if (dataset == null) {
            throw CommandFailure.refused(
                    "name what to train on: --dataset NAME or FOLDER; `tradespace data list` shows the names");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw CommandFailure.refused("--data-dir must be a folder, was " + folder);
        }
        String named = dataset;
        Datasets datasets = folders(settings, folder);
        try {
            String id = named;
            if (isFolder(named)) {
                id = datasets.register(Path.of(named), null, reading.chosen(), ProgressListener.SILENT);
            } else {
                if (folder != null) {
                    datasets.remember(named);
                }
                if (reading.given()) {
                    datasets.read(named, reading.chosen());
                }
            }
            Dataset opened = datasets.open(id);
            DatasetFacts facts = opened.facts();
            boolean part = subset != null && subset > 0 && subset < facts.training();
            err.printf(
                    "%s: %d classes, %s%,d training, %,d validation and %,d test images%n",
                    id,
                    facts.classes().size(),
                    part ? String.format("%,d of ", subset) : "",
                    facts.training(),
                    facts.validation(),
                    facts.test());
            opened.notes().forEach(note -> err.println("  " + note));
            err.flush();
            return id;
        } catch (IOException unusable) {
            throw FileProblem.ofHome(settings.home(), unusable)
                    .orElseGet(() -> CommandFailure.refused("--dataset " + named + ": " + FileProblem.named(unusable)
                            + folderOfThatName(datasets, named)));
        }
    }

    /**
     * The id of what an option names, whether or not there is such a dataset; empty for a folder that was never trained on.
     *
     * @param option for the message
     */
    public static Optional<String> find(Settings settings, String option, String named) {
        if (!isFolder(named)) {
            return Optional.of(named);
        }
        try {
            return folders(settings, null).registered(Path.of(named));
        } catch (IOException unreadable) {
            throw CommandFailure.refused(option + " " + named + ": " + FileProblem.named(unreadable));
        }
    }

    /** What to write where the working directory has a folder of a name that no dataset has; else nothing. */
    public static String folderOfThatName(Datasets datasets, String named) {
        try {
            return isFolder(named) || !Files.isDirectory(Path.of(named)) || datasets.knows(named)
                    ? ""
                    : "; for the folder that is here, write ./" + named;
        } catch (InvalidPathException | IOException noFolder) {
            return "";
        }
    }
}

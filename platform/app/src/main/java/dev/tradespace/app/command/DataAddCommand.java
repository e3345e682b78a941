package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.option.ReadingOptions;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a folder of images, so that a server of the home knows it by name. */
@Command(
        name = "add",
        description =
                "Registers a folder of images by a name; the page and the HTTP API know registered names only. The"
                        + " images stay where they are.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataAddCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FOLDER", description = "A folder of images with a sub-folder for each class.")
    private Path folder;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call it: small letters, digits and hyphens. Otherwise its own name is used.")
    private @Nullable String name;

    @Mixin
    private ReadingOptions reading;

    DataAddCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path home = context.settings().home();
        Datasets datasets = DatasetOptions.folders(context.settings(), null);
        try {
            String id = datasets.register(folder, name, reading.chosen(), ProgressListener.SILENT);
            Dataset dataset = datasets.open(id);
            DatasetFacts facts = dataset.facts();
            context.out()
                    .printf(
                            "%s: %d classes, %,d training, %,d validation and %,d test images in %s%n",
                            id, facts.classes().size(), facts.training(), facts.validation(), facts.test(), folder);
            dataset.notes().forEach(context.out()::println);
            context.out().flush();
            return 0;
        } catch (IOException unusable) {
            throw FileProblem.ofHome(home, unusable)
                    .orElseGet(() -> CommandFailure.refused(FileProblem.named(unusable)));
        }
    }
}

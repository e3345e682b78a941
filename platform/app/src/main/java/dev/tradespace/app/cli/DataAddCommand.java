package dev.tradespace.app.cli;

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers a folder of images, so that a server of the home knows it by name. */
@Command(
        name = "add",
        description =
                "Registers a folder of images by a name; the page and the HTTP API know registered names only. The"
                        + " images stay where they are.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "A folder of images with a sub-folder for each class.")
    private Path folder;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call it: small letters, digits and hyphens. Otherwise its own name is used.")
    private @Nullable String name;

    @Mixin
    private ReadingOptions reading;

    @Override
    public Integer call() {
        Path home = DataFolders.settings(spec).home();
        Datasets datasets = DatasetOptions.folders(DataFolders.settings(spec), null);
        try {
            String id = datasets.register(folder, name, reading.chosen(), ProgressListener.SILENT);
            Dataset dataset = datasets.open(id);
            DatasetFacts facts = dataset.facts();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %d classes, %,d training, %,d validation and %,d test images in %s%n",
                            id, facts.classes().size(), facts.training(), facts.validation(), facts.test(), folder);
            dataset.notes().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException unusable) {
            throw Obstacle.ofHome(home, unusable).orElseGet(() -> CommandFailure.refused(Obstacle.named(unusable)));
        }
    }
}

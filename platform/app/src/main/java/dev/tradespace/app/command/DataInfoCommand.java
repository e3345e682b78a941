package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.DataFolderOption;
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ReadingOptions;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.server.wire.ScoreJson.DatasetView;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What is in a dataset. */
@Command(
        name = "info",
        description = "Reads a dataset whole, and says what is in it or everything that is wrong with it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataInfoCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "NAME|PATH",
            description = "A name of `tradespace data list`, or a folder of images with a sub-folder for each class.")
    private String place;

    @Mixin
    private DataFolderOption folders;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private JsonOption json;

    DataInfoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Datasets datasets = folders.datasets(context);
        try {
            Dataset dataset = DatasetOptions.isFolder(place)
                    ? datasets.inspect(Path.of(place), reading.chosen(), ProgressListener.SILENT)
                    : datasets.inspect(place, reading.chosen(), ProgressListener.SILENT);
            DatasetFacts facts = dataset.facts();
            if (json.wanted()) {
                ObjectNode answer = tree(facts);
                answer.putArray("notes");
                for (DatasetNote note : dataset.notes()) {
                    ObjectNode told = answer.withArray("notes").addObject().put("message", note.message());
                    note.entries().forEach(told.putArray("entries")::add);
                }
                ObjectNode counts = answer.putObject("counts");
                for (Split split : Split.values()) {
                    int[] counted = counts(dataset, split);
                    for (int count : counted) {
                        counts.withArray(split.id()).add(count);
                    }
                }
                JsonOutput.print(context.out(), answer);
            } else {
                print(dataset, facts);
            }
            return 0;
        } catch (IOException unusable) {
            throw CommandFailure.refused(
                    FileProblem.named(unusable) + DatasetOptions.folderOfThatName(datasets, place));
        }
    }

    private void print(Dataset dataset, DatasetFacts facts) {
        PrintWriter out = context.out();
        out.printf("%s: %s%n", facts.id(), facts.title());
        out.printf(
                "%s images, %s, digest %s%n",
                facts.channels() == 1 ? "grey" : "colour",
                facts.size().map(size -> size + " pixels").orElse("of different sizes"),
                facts.digest());
        int[] training = counts(dataset, Split.TRAINING);
        int[] validation = counts(dataset, Split.VALIDATION);
        int[] test = counts(dataset, Split.TEST);
        Table table = new Table("class", "training", "validation", "test");
        for (int i = 0; i < facts.classes().size(); i++) {
            table.row(
                    facts.classes().get(i),
                    String.valueOf(training[i]),
                    String.valueOf(validation[i]),
                    String.valueOf(test[i]));
        }
        table.row(
                "all",
                String.valueOf(facts.training()),
                String.valueOf(facts.validation()),
                String.valueOf(facts.test()));
        out.print(table);
        dataset.notes().forEach(out::println);
        out.flush();
    }

    private static int[] counts(Dataset dataset, Split split) {
        int[] counts = new int[dataset.facts().classes().size()];
        for (int i = 0; i < dataset.size(split); i++) {
            counts[dataset.label(split, i)]++;
        }
        return counts;
    }

    static ObjectNode tree(DatasetFacts facts) {
        return (ObjectNode) JsonOutput.tree(DatasetView.of(facts));
    }
}

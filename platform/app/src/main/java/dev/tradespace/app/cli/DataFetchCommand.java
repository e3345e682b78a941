package dev.tradespace.app.cli;

import dev.tradespace.training.data.NoSuchDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a known dataset. */
@Command(
        name = "fetch",
        description =
                "Downloads a dataset from its official place, checks it and keeps it in the home; goes on where an earlier"
                        + " try ended.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataFetchCommand implements Callable<Integer> {
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Such as fashion-mnist; `tradespace data list` shows all.")
    private String name;

    @Mixin
    private DataFolders folders;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(name)
                .setUnit(" MB", BYTES_PER_MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1000)
                .setInitialMax(1)
                .setConsumer(StatusLine.on(err));
        try (ProgressBar bar = builder.build()) {
            folders.datasets(spec).fetch(name, (done, total) -> {
                bar.maxHint(total);
                bar.stepTo(done);
            });
        } catch (NoSuchDataset unknown) {
            throw CommandFailure.refused(String.valueOf(unknown.getMessage()));
        } catch (IOException failed) {
            throw CommandFailure.failed(name + " could not be fetched: " + failed.getMessage()
                    + "; what came is kept, the same command goes on with it");
        }
        spec.commandLine().getOut().println(name + " is here: `tradespace train VARIANT --dataset " + name + "`");
        return 0;
    }
}

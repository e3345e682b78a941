package dev.tradespace.app.cli;

import dev.tradespace.training.data.home.NoSuchDataset;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.published.ProxyVariables;
import java.io.IOException;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a known dataset. */
@Command(
        name = "fetch",
        description =
                "Downloads a dataset from its official place, checks it and keeps it in the home; goes on where an"
                        + " earlier try ended. Goes by the proxies of http_proxy, https_proxy and no_proxy.",
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
        ProxyVariables proxies = proxies();
        try (Bar bar = new Bar(StatusLine.on(spec.commandLine().getErr()))) {
            folders.datasets(spec).fetch(name, proxies, bar);
        } catch (NoSuchDataset unknown) {
            throw CommandFailure.refused(String.valueOf(unknown.getMessage()));
        } catch (IOException failed) {
            throw Obstacle.ofHome(DataFolders.settings(spec).home(), failed)
                    .orElseGet(() -> CommandFailure.failed(failed.getMessage()
                            + "\n"
                            + "What came is kept, and the same command goes on with it. Files that you"
                            + " have from elsewhere are used with --data-dir."));
        }
        spec.commandLine().getOut().println(name + " is here: `tradespace train VARIANT --dataset " + name + "`");
        return 0;
    }

    private ProxyVariables proxies() {
        try {
            return ProxyVariables.of(((TradespaceCommand) spec.root().userObject()).environment());
        } catch (IllegalArgumentException unusable) {
            throw CommandFailure.refused(String.valueOf(unusable.getMessage()));
        }
    }

    /** Begins with the first bytes: what is refused before has no bar. */
    private static final class Bar implements ProgressListener, AutoCloseable {
        private final StatusLine status;
        private @Nullable ProgressBar shown;

        Bar(StatusLine status) {
            this.status = status;
        }

        @Override
        public void at(long done, long total) {
            if (shown == null) {
                shown = new ProgressBarBuilder()
                        .setRenderer(new BarRenderer())
                        .setConsumer(status)
                        .setUpdateIntervalMillis(1000)
                        .setInitialMax(total)
                        .build();
            }
            shown.stepTo(done);
            shown.setExtraMessage(done / BYTES_PER_MEGABYTE + " of " + total / BYTES_PER_MEGABYTE + " MB");
        }

        @Override
        public void close() {
            if (shown != null) {
                shown.close();
            }
        }
    }
}

package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.DataFolderOption;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.training.data.home.NoSuchDataset;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.published.ProxyVariables;
import java.io.IOException;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Downloads a known dataset. */
@Command(
        name = "fetch",
        description =
                "Downloads a dataset from its official place, checks it and keeps it in the home; goes on where an"
                        + " earlier try ended. Goes by the proxies of http_proxy, https_proxy and no_proxy.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataFetchCommand implements Callable<Integer> {
    private final Context context;

    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    @Parameters(paramLabel = "NAME", description = "Such as fashion-mnist; `tradespace data list` shows all.")
    private String name;

    @Mixin
    private DataFolderOption folders;

    DataFetchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ProxyVariables proxies = proxies();
        try (Bar bar = new Bar(TerminalProgress.statusLine(context.err()))) {
            folders.datasets(context).fetch(name, proxies, bar);
        } catch (NoSuchDataset unknown) {
            throw CommandFailure.refused(String.valueOf(unknown.getMessage()));
        } catch (IOException failed) {
            throw FileProblem.ofHome(context.settings().home(), failed)
                    .orElseGet(() -> CommandFailure.failed(failed.getMessage()
                            + "\n"
                            + "What came is kept, and the same command goes on with it. Files that you"
                            + " have from elsewhere are used with --data-dir."));
        }
        context.out().println(name + " is here: `tradespace train VARIANT --dataset " + name + "`");
        return 0;
    }

    private ProxyVariables proxies() {
        try {
            return ProxyVariables.of(context.environment());
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
                shown = TerminalProgress.bar(status, total);
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

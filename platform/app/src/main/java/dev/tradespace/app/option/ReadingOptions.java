package dev.tradespace.app.option;

import dev.tradespace.training.data.folder.FolderReading;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a folder of images is read; what is not chosen stays as it was for this folder. */
public final class ReadingOptions {
    @Option(
            names = "--follow-links",
            negatable = true,
            description = "Read folders elsewhere that links in a folder of images lead to; kept for this folder until"
                    + " --no-follow-links.")
    private @Nullable Boolean followLinks;

    @Option(
            names = "--skip-unreadable",
            negatable = true,
            description = "Leave out images that cannot be read or decoded, and list them; kept for this folder until"
                    + " --no-skip-unreadable.")
    private @Nullable Boolean skipUnreadable;

    /** Whether anything was chosen. */
    boolean given() {
        return followLinks != null || skipUnreadable != null;
    }

    /** What was chosen. */
    public UnaryOperator<FolderReading> chosen() {
        return reading -> reading.with(followLinks, skipUnreadable);
    }
}

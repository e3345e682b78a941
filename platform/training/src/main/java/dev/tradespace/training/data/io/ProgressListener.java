package dev.tradespace.training.data.io;

/** Hears how far something long has come. */
@FunctionalInterface
public interface ProgressListener {
    /** For nobody. */
    ProgressListener SILENT = (done, total) -> {};

    /**
     * So much is done, on the thread that works; seldom enough for a progress bar.
     *
     * @param done of {@code total}: bytes of a download, images of a preparation
     * @param total 0 where it is not known
     */
    void at(long done, long total);
}

package dev.tradespace.training.data.io;

/** Listens to the progress of long work. */
@FunctionalInterface
public interface ProgressListener {
    /** For nobody. */
    ProgressListener SILENT = (done, total) -> {};

    /**
     * Progress was made, told on the thread that works; seldom enough for a progress bar.
     *
     * @param done of {@code total}: bytes of a download, images of a preparation
     * @param total 0 where it is not known
     */
    void at(long done, long total);
}

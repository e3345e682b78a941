package dev.tradespace.runtime.lane;

import dev.tradespace.core.measure.Subject;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the file that is measured. The platform calls it from the threads of its lanes; it may block. */
@FunctionalInterface
public interface ModelExporter {
    /**
     * Builds the subject's model and writes it.
     *
     * @param file where to; its folder is there, is empty, and may take other files that belong to the model
     * @throws IOException if it cannot be written
     * @throws RuntimeException if it cannot be built: its message becomes the reason of a failed trial
     */
    void export(Subject subject, Path file) throws IOException;
}

package dev.tradespace.runtime.model;

import dev.tradespace.core.measure.ModelFormat;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the files that are measured. The platform calls it from the threads of its lanes; it may block, and an interrupt may end it. */
@FunctionalInterface
public interface ModelExporter {
    /**
     * Builds a model and writes it.
     *
     * @param file where to; its folder is there, holds nothing of that name, and may take other files that belong to the model
     * @throws IOException if it cannot be written
     * @throws RuntimeException if it cannot be built: its message becomes the reason of a failed trial
     */
    void export(ModelSource source, ModelFormat format, Path file) throws IOException;
}

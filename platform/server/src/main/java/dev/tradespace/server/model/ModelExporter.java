package dev.tradespace.server.model;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the files that are measured. The platform calls it from the threads of its lanes; it may block, and an interrupt may end it. */
@FunctionalInterface
public interface ModelExporter {
    /**
     * Builds a model and writes it.
     *
     * @param model what is to be written of it
     * @param file where to; its folder is there, holds nothing of that name, and may take other files that belong to the model
     * @throws IOException if it cannot be written
     * @throws RuntimeException if it cannot be built: its message becomes the reason of a failed trial
     */
    void export(ModelSource source, ModelFile model, Path file) throws IOException;

    /** The precisions in which it writes a format. */
    default List<String> precisions(ModelFormat format) {
        return List.of(ModelFile.FULL_PRECISION);
    }

    /** The formats that it writes. */
    default List<ModelFormat> formats() {
        return List.of(ModelFormat.ONNX);
    }
}

package dev.tradespace.quantization;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.UnfitModel;
import java.nio.file.Path;

/** A runtime that runs ONNX files, ready to load them. */
@FunctionalInterface
public interface ModelRunner {
    /**
     * Loads a model.
     *
     * @param batch images in one query
     * @throws UnfitModel if the runtime refuses it
     */
    LoadedModel open(Path model, int batch) throws UnfitModel;
}

package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes files for tests. */
final class TfliteFiles {
    private TfliteFiles() {}

    static void write(Architecture architecture, Weights weights, Path file) throws IOException {
        new TfliteWriter().write(architecture, weights, "fp32", file, Map.of());
    }
}

package dev.tradespace.hardware;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.api.runtime.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes what {@link ToyRuntime} reads; fails where the network has more than nine classes. */
public final class ToyWriter implements FormatWriter {
    static final ModelFormat FORMAT = ToyRuntime.FORMAT;

    private static final int MOST_CLASSES = 9;

    public ToyWriter() {}

    @Override
    public ModelFormat format() {
        return FORMAT;
    }

    @Override
    public List<String> precisions() {
        return List.of("fp32", "int8");
    }

    @Override
    public void write(
            Architecture architecture, Weights weights, String precision, Path file, Map<String, String> metadata)
            throws IOException {
        long classes = architecture.outputShape().elements();
        if (classes > MOST_CLASSES) {
            throw new IllegalArgumentException("a toy has at most 9 classes, this network has " + classes);
        }
        StringBuilder text = new StringBuilder(String.valueOf(classes));
        metadata.forEach(
                (name, value) -> text.append('\n').append(name).append('=').append(value));
        Files.writeString(file, text);
    }
}

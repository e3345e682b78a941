package dev.tradespace.onnx;

import java.nio.file.Path;
import java.util.List;

/**
 * A network that was written.
 *
 * @param path the ONNX file
 * @param externalData files beside it that hold the weights of a network too large for one file; empty for most
 * @param bytes the size of all of them together
 */
public record OnnxFile(Path path, List<Path> externalData, long bytes) {
    public OnnxFile {
        externalData = List.copyOf(externalData);
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be at least 0, was " + bytes);
        }
    }
}

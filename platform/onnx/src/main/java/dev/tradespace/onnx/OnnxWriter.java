package dev.tradespace.onnx;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.api.runtime.ModelFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes ONNX files with an open batch. */
public final class OnnxWriter implements FormatWriter {
    /** For {@link java.util.ServiceLoader}. */
    public OnnxWriter() {}

    @Override
    public ModelFormat format() {
        return ModelFormat.ONNX;
    }

    @Override
    public List<String> precisions() {
        return List.of("fp32", Quantization.INT8);
    }

    @Override
    public void write(
            Architecture architecture, Weights weights, String precision, Path file, Map<String, String> metadata)
            throws IOException {
        OnnxExporter.write(architecture, weights, file, metadata);
    }

    @Override
    public void writeQuantized(
            Architecture architecture,
            Weights weights,
            Quantization quantization,
            Path file,
            Map<String, String> metadata)
            throws IOException {
        OnnxExporter.writeQuantized(architecture, weights, quantization, file, metadata);
    }
}

package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an architecture with weights as a .tflite file: any interpreter of TensorFlow Lite or LiteRT reads it.
 *
 * <p>The input is {@code image}, {@code [batch, channels, height, width]} in floats, the output {@code logits}, as in the ONNX file; the file turns the axes of the
 * image itself, once, so that every file of a network takes the same input. The batch is open: 1 in the file, -1 in its signature, and an interpreter resizes it. A
 * batch norm behind a convolution has become part of it, and so have ReLU and ReLU6. Only what inference needs is in the file, and the metadata under their names.
 *
 * <p>In fp16 kernels and embeddings have 16 bits, and interpreters compute in fp32. In int8 input and output stay floats.
 */
public final class TfliteWriter implements FormatWriter {
    /** The input's name. */
    public static final String INPUT = "image";

    /** The output's name. */
    public static final String OUTPUT = "logits";

    private static final String FULL = "fp32";
    private static final String HALF = "fp16";

    /** Bytes that a layer's operators and their tensors take besides the weights, more rather than less. */
    private static final int BYTES_PER_LAYER = 1 << 14;

    /** Tensors in the heap, one of them as it is read; the file, outside of it, is limited by the heap's size as well. */
    private static final WorkerSettings WORKER = new WorkerSettings(256, 2, List.of(), Map.of());

    /** For {@link java.util.ServiceLoader}. */
    public TfliteWriter() {}

    @Override
    public ModelFormat format() {
        return TfliteRuntime.FORMAT;
    }

    @Override
    public List<String> precisions() {
        return List.of(FULL, HALF, Quantization.INT8);
    }

    @Override
    public WorkerSettings worker() {
        return WORKER;
    }

    @Override
    public void write(
            Architecture architecture, Weights weights, String precision, Path file, Map<String, String> metadata)
            throws IOException {
        boolean half = precision.equals(HALF);
        if (!half && !precision.equals(FULL)) {
            throw new IllegalArgumentException(
                    "a .tflite file without scales is written in " + FULL + " or " + HALF + ", not in " + precision);
        }
        write(architecture, weights, half, null, file, metadata);
    }

    @Override
    public void writeQuantized(
            Architecture architecture,
            Weights weights,
            Quantization quantization,
            Path file,
            Map<String, String> metadata)
            throws IOException {
        write(architecture, weights, false, quantization, file, metadata);
    }

    private static void write(
            Architecture architecture,
            Weights weights,
            boolean half,
            @Nullable Quantization quantization,
            Path target,
            Map<String, String> metadata)
            throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(target.toString(), null, "the folder to write it into does not exist");
        }
        TfliteFile file = new TfliteFile(bytes(architecture, half));
        TfliteGraph graph = new TfliteGraph(file, weights, half);
        FusedLayers fused = new FusedLayers(architecture, quantization);
        Map<String, TfliteValue> values = new HashMap<>();
        for (Layer layer : architecture.inferenceLayers()) {
            List<TfliteValue> inputs =
                    layer.inputs().stream().map(name -> present(values, name)).toList();
            TfliteValue value = layer.op().match(new TfliteLayers(graph, fused, quantization, layer, inputs));
            values.put(layer.name(), value);
        }
        FileTensor output = graph.floats(graph.as(TfliteLayout.PLAIN, present(values, architecture.output())));
        if (output.index() == graph.input().index()) {
            output = graph.reshape(output, OUTPUT, output.sizes());
        }
        graph.rename(output, OUTPUT);
        file.write(target, graph.input().index(), output.index(), metadata);
    }

    private static long bytes(Architecture architecture, boolean half) {
        long values = 0;
        for (WeightSpec weight : architecture.weights().values()) {
            values += weight.elements();
        }
        return values * (half ? Short.BYTES : Float.BYTES)
                + (long) BYTES_PER_LAYER * architecture.inferenceLayers().size();
    }

    private static TfliteValue present(Map<String, TfliteValue> values, String layer) {
        return Objects.requireNonNull(values.get(layer), layer);
    }
}

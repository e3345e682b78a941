package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
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
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Writes an architecture with weights as a SameDiff model, Deeplearning4j's own format: a Java program reads it with {@code SameDiff.load(file, false)}
 * and needs nothing of ours.
 *
 * <p>The input is {@code image}, {@code [batch, channels, height, width]}, the output {@code logits}, as in the ONNX file. The batch is open. Only what
 * inference needs is in the file; a batch norm behind a convolution has become part of it.
 */
public final class SameDiffWriter implements FormatWriter {
    /** The input's name. */
    public static final String INPUT = "image";

    /** The output's name. */
    public static final String OUTPUT = "logits";

    /** The format keeps a model in one buffer of 2 GiB, which grows by doubling: weights above half of it do not fit. */
    private static final long MOST_BYTES = 1L << 30;

    /** The library keeps the file on the heap, in a buffer that grows by doubling, beside the weights. */
    private static final WorkerSettings WORKER = new WorkerSettings(256, 8, SameDiffRuntime.JVM_OPTIONS, Map.of());

    /** For {@link java.util.ServiceLoader}. */
    public SameDiffWriter() {}

    @Override
    public ModelFormat format() {
        return SameDiffRuntime.FORMAT;
    }

    @Override
    public WorkerSettings worker() {
        return WORKER;
    }

    @Override
    public void write(
            Architecture architecture, Weights weights, String precision, Path file, Map<String, String> metadata)
            throws IOException {
        write(architecture, weights, file);
    }

    /**
     * Writes a network. All weights stand in memory, several times.
     *
     * @param weights one tensor for each that the architecture names
     * @param file where to; its folder exists
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the weights lack a tensor or one has another number of values, or the network is too large for the format
     */
    public static void write(Architecture architecture, Weights weights, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(target.toString(), null, "the folder to write it into does not exist");
        }
        requireFits(architecture);
        graph(architecture, weights).save(target.toFile(), false);
    }

    private static void requireFits(Architecture architecture) {
        long bytes = 0;
        for (WeightSpec weight : architecture.weights().values()) {
            bytes += weight.elements() * Float.BYTES;
        }
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a SameDiff file holds at most " + MOST_BYTES / (1 << 20)
                    + " MiB of weights, this network has " + bytes / (1 << 20) + " MiB");
        }
    }

    /** The network as a graph. */
    static SameDiff graph(Architecture architecture, Weights weights) {
        Graph graph = new Graph(weights);
        FoldedNorms norms = new FoldedNorms(architecture);
        Map<String, Value> values = new HashMap<>();
        for (Layer layer : architecture.inferenceLayers()) {
            List<Value> inputs =
                    layer.inputs().stream().map(name -> present(values, name)).toList();
            Value value = layer.op().match(new LayerOps(graph, norms, layer, inputs));
            boolean passedOn = inputs.stream().anyMatch(input -> input.variable() == value.variable());
            if (!passedOn && !value.variable().isPlaceHolder()) {
                graph.name(value.variable(), layer.name());
            }
            values.put(layer.name(), value);
        }
        SDVariable output = graph.as(Form.PLAIN, present(values, architecture.output()));
        if (output.isPlaceHolder()) {
            output = graph.sd().identity(output);
        }
        output.rename(OUTPUT);
        return graph.sd();
    }

    private static Value present(Map<String, Value> values, String layer) {
        return Objects.requireNonNull(values.get(layer), layer);
    }
}

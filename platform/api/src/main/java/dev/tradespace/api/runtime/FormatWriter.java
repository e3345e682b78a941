package dev.tradespace.api.runtime;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.quantization.Quantization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes the files of one model format. Found with {@link java.util.ServiceLoader}: on the platform's class path, or in a
 * runtime's folder, whose writers run in a process of their own.
 */
public interface FormatWriter {
    /** What it writes. */
    ModelFormat format();

    /** The precisions that it writes, at least one. */
    default List<String> precisions() {
        return List.of("fp32");
    }

    /** How its process is started, where it has one of its own. The model's bytes are those of its weights in fp32. */
    default WorkerSettings worker() {
        return WorkerSettings.USUAL;
    }

    /**
     * Writes a network for inference with an open batch. The input is {@code image}, the output {@code logits}.
     *
     * @param weights one tensor for each that the architecture names
     * @param precision one of {@link #precisions}
     * @param file where to; its folder exists and has no file of this name or of its companion's
     * @param metadata what the file tells those who use it elsewhere: names of classes, mean, deviation; in order. A format
     *     without a place for it leaves it out
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the format cannot hold this network, with the reason for a person
     */
    void write(Architecture architecture, Weights weights, String precision, Path file, Map<String, String> metadata)
            throws IOException;

    /**
     * Writes a quantised network for inference, as {@link #write} does. Called only where {@link #precisions} holds {@code int8}.
     *
     * @param architecture the network, its batch normalisations folded
     * @param weights one tensor for each that this architecture names, in fp32
     * @param quantization the scales of its tensors
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the format cannot hold this network, with the reason for a person
     */
    default void writeQuantized(
            Architecture architecture,
            Weights weights,
            Quantization quantization,
            Path file,
            Map<String, String> metadata)
            throws IOException {
        throw new IllegalArgumentException(format() + " files in int8 are not written here");
    }
}

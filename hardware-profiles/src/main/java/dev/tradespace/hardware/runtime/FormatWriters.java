package dev.tradespace.hardware.runtime;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.hardware.worker.FolderContents;
import dev.tradespace.hardware.worker.ModelWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** What writes the files of models, by format: in this process, or in one of a runtime's. Safe for use by many threads. */
public final class FormatWriters {
    private final Map<ModelFormat, Writer> writers = new LinkedHashMap<>();

    /**
     * A writer of one format.
     *
     * @param temporaryCopies bytes of temporary files beside the model's own, for each byte of the model
     */
    private record Writer(List<String> precisions, int temporaryCopies, Writing writing) {}

    /** How a model is written. */
    private interface Writing {
        void write(Request request) throws IOException;
    }

    /**
     * What is to be written.
     *
     * @param architecture the network
     * @param weights trained weights, a safetensors file of all tensors of the network; null for random ones
     * @param weightsId {@code random:SEED} for random weights, else what the file shall call them
     * @param precision {@code fp32}
     * @param quantized the folder of the quantised network, for int8; null for other precisions
     * @param file where to; its folder exists
     * @param metadata what the file tells of itself, in order
     */
    public record Request(
            Architecture architecture,
            @Nullable Path weights,
            String weightsId,
            String precision,
            @Nullable Path quantized,
            Path file,
            Map<String, String> metadata) {
        public Request {
            if (weights == null && !weightsId.startsWith(ModelWriter.RANDOM)) {
                throw new IllegalStateException("weights must be " + ModelWriter.RANDOM + "SEED, was " + weightsId);
            }
        }
    }

    private FormatWriters() {}

    /** The writers on this process's class path. */
    static FormatWriters ofThisProcess() {
        FormatWriters found = new FormatWriters();
        for (FormatWriter writer : ServiceLoader.load(FormatWriter.class)) {
            found.writers.putIfAbsent(
                    writer.format(),
                    new Writer(
                            writer.precisions(),
                            0,
                            request -> ModelWriter.write(
                                    writer,
                                    request.architecture(),
                                    request.weights(),
                                    request.weightsId(),
                                    request.precision(),
                                    request.quantized(),
                                    request.file(),
                                    request.metadata())));
        }
        return found;
    }

    void add(RuntimeFolder folder, FolderContents.Writer described) {
        writers.putIfAbsent(
                described.format(),
                new Writer(described.precisions(), 1, new ForkedModelWriter(folder, described)::write));
    }

    /** Every format that can be written. */
    public List<ModelFormat> formats() {
        return List.copyOf(writers.keySet());
    }

    /** The format that people call this. */
    public Optional<ModelFormat> find(String id) {
        return writers.keySet().stream()
                .filter(format -> format.id().equals(id))
                .findFirst();
    }

    /** Whether a format can be written in a precision. */
    public boolean writes(ModelFormat format, String precision) {
        Writer writer = writers.get(format);
        return writer != null && writer.precisions().contains(precision);
    }

    /** The precisions that a format can be written in; empty for one that cannot. */
    public List<String> precisions(ModelFormat format) {
        Writer writer = writers.get(format);
        return writer == null ? List.of() : writer.precisions();
    }

    /** How many times a model's bytes lie in the temporary folder while it is written. */
    public int temporaryCopies(ModelFormat format) {
        Writer writer = writers.get(format);
        return writer == null ? 0 : writer.temporaryCopies();
    }

    /**
     * Writes a model, whole or not at all; blocks for seconds.
     *
     * @throws IOException if it cannot be written, with the reason
     * @throws IllegalArgumentException if the format cannot hold this network
     */
    public void write(ModelFormat format, Request request) throws IOException {
        Writer writer = writers.get(format);
        if (writer == null || !writer.precisions().contains(request.precision())) {
            throw new IOException("nothing here writes " + format + " files in " + request.precision());
        }
        writer.writing().write(request);
    }
}

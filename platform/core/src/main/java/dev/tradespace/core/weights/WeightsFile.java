package dev.tradespace.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.core.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trained weights as a safetensors file: 32-bit floats in little endian under the names and in the shapes of {@link WeightSpec}. A tensor's part of the file
 * is mapped while it is asked for, so that no network stands in memory at once.
 *
 * @source the format section of the safetensors README (github.com/huggingface/safetensors)
 */
public final class WeightsFile implements Weights {
    /** A thousand times what a network of a thousand tensors needs; the format itself allows 100 MB. */
    private static final int MOST_HEADER_BYTES = 16 << 20;

    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final String id;
    private final Header header;
    private final long dataStart;

    private WeightsFile(Path file, String id, Header header, long dataStart) {
        this.file = file;
        this.id = id;
        this.header = header;
        this.dataStart = dataStart;
    }

    /**
     * Opens a file; its header is read and checked against the file's length.
     *
     * @param id what the weights are called: {@code trained:<digest>}
     * @throws BadWeightsFile if it is no such file, with all that is wrong with it
     * @throws IOException if it is missing or cannot be read
     */
    public static WeightsFile open(Path file, String id) throws IOException {
        return open(file, id, false);
    }

    /**
     * Opens somebody else's file, whose tensors may be numbers of any kind.
     *
     * @throws BadWeightsFile if it is no such file, with all that is wrong with it
     * @throws IOException if it is missing or cannot be read
     */
    public static WeightsFile openForeign(Path file) throws IOException {
        return open(file, file.toString(), true);
    }

    private static WeightsFile open(Path file, String id, boolean foreign) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file of weights");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, prefix, 0);
            long length = prefix.hasRemaining() ? -1 : prefix.getLong(0);
            if (length < 2 || length > MOST_HEADER_BYTES || length > size - Long.BYTES) {
                throw new BadWeightsFile(
                        file,
                        List.of(new Problem(
                                "",
                                length < 0
                                        ? "it has no header"
                                        : "its header must have 2 to " + MOST_HEADER_BYTES
                                                + " bytes and fit into the file of " + size + " bytes, was "
                                                + length)));
            }
            ByteBuffer json = ByteBuffer.allocate((int) length);
            readFully(channel, json, Long.BYTES);
            long dataStart = Long.BYTES + length;
            List<Problem> problems = new ArrayList<>();
            Header header = Header.read(json.array(), size - dataStart, foreign, problems);
            if (!problems.isEmpty()) {
                throw new BadWeightsFile(file, problems);
            }
            return new WeightsFile(file, id, header, dataStart);
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }

    /**
     * Writes weights, whole or not at all; one tensor at a time stands in memory.
     *
     * @param tensors which, in the order in which they will lie
     * @param metadata texts for whoever opens the file elsewhere
     */
    public static void write(Path file, Collection<WeightSpec> tensors, Weights weights, Map<String, String> metadata)
            throws IOException {
        byte[] header = header(tensors, metadata);
        WholeFile.write(file, out -> {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (WeightSpec tensor : tensors) {
                writeValues(tensor, weights.values(tensor), out);
            }
        });
    }

    private static byte[] header(Collection<WeightSpec> tensors, Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        Set<String> names = new LinkedHashSet<>();
        try (JsonGenerator json = new JsonFactory().createGenerator(header)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(Header.METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (WeightSpec tensor : tensors) {
                if (!names.add(tensor.name())) {
                    throw new IllegalArgumentException("the tensor " + tensor.name() + " is there twice");
                }
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", "F32");
                json.writeFieldName("shape");
                json.writeArray(tensor.shape().toArray(), 0, tensor.shape().rank());
                json.writeFieldName("data_offsets");
                long end = offset + tensor.elements() * Float.BYTES;
                json.writeArray(new long[] {offset, end}, 0, 2);
                json.writeEndObject();
                offset = end;
            }
            json.writeEndObject();
        }
        // Spaces, as the format asks for, so that the numbers behind the header are aligned.
        while (header.size() % ALIGNMENT != 0) {
            header.write(' ');
        }
        return header.toByteArray();
    }

    private static void writeValues(WeightSpec tensor, float[] values, OutputStream out) throws IOException {
        if (values.length != tensor.elements()) {
            throw new IllegalArgumentException(
                    "the tensor " + tensor.name() + " is " + tensor.shape() + ", but has " + values.length + " values");
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; ) {
            int count = Math.min(values.length - from, CHUNK / Float.BYTES);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
            from += count;
        }
    }

    /**
     * Everything in which this file differs from the tensors of a network: missing ones, other shapes, ones too many.
     *
     * @return empty if it fits; the paths are names of tensors
     */
    public List<Problem> check(Collection<WeightSpec> tensors) {
        List<Problem> problems = new ArrayList<>();
        Set<String> surplus = new LinkedHashSet<>(header.tensors().keySet());
        for (WeightSpec tensor : tensors) {
            surplus.remove(tensor.name());
            Header.Entry entry = header.tensors().get(tensor.name());
            if (entry == null) {
                problems.add(new Problem(tensor.name(), "is missing in " + file));
            } else if (!entry.shape().equals(tensor.shape())) {
                problems.add(new Problem(
                        tensor.name(), "must be " + tensor.shape() + ", is " + entry.shape() + " in " + file));
            }
        }
        surplus.forEach(name -> problems.add(new Problem(name, "is in " + file + ", but not in the network")));
        return problems;
    }

    /** The tensors in the order of the header. */
    public Map<String, Shape> tensors() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        header.tensors().forEach((name, entry) -> shapes.put(name, entry.shape()));
        return Collections.unmodifiableMap(shapes);
    }

    /** Whether a tensor of somebody else's file can be read as weights. */
    public boolean hasNumbers(String tensor) {
        Header.Entry entry = header.tensors().get(tensor);
        return entry != null && entry.type().isFloat();
    }

    /** The texts that were written with the weights. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public float[] values(WeightSpec tensor) {
        Header.Entry entry = header.tensors().get(tensor.name());
        if (entry == null) {
            throw new IllegalArgumentException("there is no tensor " + tensor.name() + " in " + file);
        }
        if (!entry.shape().equals(tensor.shape())) {
            throw new IllegalArgumentException("the tensor " + tensor.name() + " must be " + tensor.shape() + ", is "
                    + entry.shape() + " in " + file);
        }
        float[] values = new float[Math.toIntExact(entry.shape().elements())];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = dataStart + entry.from();
            if (channel.size() < start + entry.bytes()) {
                throw new IOException("it was cut off since it was opened");
            }
            entry.type()
                    .read(
                            channel.map(FileChannel.MapMode.READ_ONLY, start, entry.bytes())
                                    .order(ByteOrder.LITTLE_ENDIAN),
                            values);
        } catch (IOException failed) {
            throw new UncheckedIOException("the tensor " + tensor.name() + " cannot be read from " + file, failed);
        }
        return values;
    }
}

package dev.tradespace.training.data.prepared;

import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Normalisation;
import dev.tradespace.training.data.image.Preprocessing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The header of a prepared file, written at its end, since mean and deviation are known when all images are written.
 *
 * @param preprocessing the version of the preprocessing; empty for the first
 * @param sizes of the splits
 */
record PreparedHeader(
        String dataset,
        String digest,
        int resolution,
        OptionalInt preprocessing,
        List<String> classes,
        List<Double> mean,
        List<Double> deviation,
        List<Integer> sizes) {
    /** At both ends of the file. The number is that of the format. */
    static final byte[] MAGIC = "TSIMAGE1".getBytes(StandardCharsets.US_ASCII);

    static final int MAGIC_BYTES = 8;
    /** Files of the first version do not name it. */
    static final int FIRST_PREPROCESSING = 1;

    private static final int END_BYTES = Integer.BYTES + MAGIC_BYTES;
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_CLASSES = 65_536;

    PreparedHeader {
        require(resolution >= 1 && resolution <= 16_384, "resolution");
        require(!classes.isEmpty() && classes.size() <= MOST_CLASSES, "classes");
        require(mean.size() == Normalisation.CHANNELS, "mean");
        require(
                deviation.size() == Normalisation.CHANNELS && deviation.stream().allMatch(value -> value > 0),
                "deviation");
        require(sizes.size() == Split.values().length && sizes.stream().allMatch(size -> size >= 0), "sizes");
    }

    static PreparedHeader of(DatasetFacts facts, int resolution, double[] mean, double[] deviation) {
        return new PreparedHeader(
                facts.id(),
                facts.digest(),
                resolution,
                OptionalInt.of(Preprocessing.VERSION),
                facts.classes(),
                Arrays.stream(mean).boxed().toList(),
                Arrays.stream(deviation).boxed().toList(),
                List.of(facts.training(), facts.validation(), facts.test()));
    }

    int size(Split split) {
        return switch (split) {
            case TRAINING -> sizes.get(0);
            case VALIDATION -> sizes.get(1);
            case TEST -> sizes.get(2);
        };
    }

    long images() {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }

    int imageBytes() {
        return resolution * resolution * Normalisation.CHANNELS;
    }

    /** The end of the file, magic included. */
    byte[] end() throws IOException {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.write(RecordJson.bytes(this));
        end.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(end.size())
                .array());
        end.write(MAGIC);
        return end.toByteArray();
    }

    static PreparedHeader read(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        if (size < MAGIC_BYTES + END_BYTES) {
            throw refusal(file, "it is cut off");
        }
        byte[] start = read(channel, 0, MAGIC_BYTES);
        ByteBuffer end =
                ByteBuffer.wrap(read(channel, size - END_BYTES, END_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int length = end.getInt();
        if (!Arrays.equals(start, MAGIC) || !end.equals(ByteBuffer.wrap(MAGIC))) {
            throw refusal(file, "it is cut off or something else");
        }
        long headerAt = size - END_BYTES - length;
        if (length < 2 || length > MOST_BYTES || headerAt < MAGIC_BYTES) {
            throw refusal(file, "its header cannot have " + length + " bytes");
        }
        PreparedHeader header;
        try {
            header = RecordJson.read(
                    PreparedHeader.class, new String(read(channel, headerAt, length), StandardCharsets.UTF_8));
        } catch (BadDocument bad) {
            throw refusal(file, "its header is damaged: " + bad.getMessage());
        }
        long expected = MAGIC_BYTES + header.images() * (header.imageBytes() + Short.BYTES);
        if (headerAt != expected) {
            throw refusal(file, "it should have " + expected + " bytes before its header, has " + headerAt);
        }
        return header;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // Until all is there.
        }
        return bytes;
    }

    private static IOException refusal(Path file, String why) {
        return new IOException(file + " is no prepared dataset: " + why);
    }
}

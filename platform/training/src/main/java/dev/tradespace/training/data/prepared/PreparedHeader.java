package dev.tradespace.training.data.prepared;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header of a prepared file, written at its end, since mean and deviation are known when all images are written.
 */
final class PreparedHeader {
    /** At both ends of the file. The number is that of the format. */
    static final byte[] MAGIC = "TSIMAGE1".getBytes(StandardCharsets.US_ASCII);

    static final int MAGIC_BYTES = 8;
    private static final int END_BYTES = Integer.BYTES + MAGIC_BYTES;
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_CLASSES = 65_536;

    private String dataset = "";
    private String digest = "";
    private List<String> classes = List.of();
    private int resolution;
    /** Files of the first version do not name it. */
    private int preprocessing = 1;

    private double[] mean = {};
    private double[] deviation = {};
    private int[] sizes = {};

    private PreparedHeader() {}

    static PreparedHeader of(DatasetFacts facts, int resolution, double[] mean, double[] deviation) {
        PreparedHeader header = new PreparedHeader();
        header.dataset = facts.id();
        header.digest = facts.digest();
        header.classes = facts.classes();
        header.resolution = resolution;
        header.preprocessing = Preprocessing.VERSION;
        header.mean = mean;
        header.deviation = deviation;
        header.sizes = new int[] {facts.training(), facts.validation(), facts.test()};
        return header;
    }

    String dataset() {
        return dataset;
    }

    String digest() {
        return digest;
    }

    List<String> classes() {
        return classes;
    }

    int resolution() {
        return resolution;
    }

    int preprocessing() {
        return preprocessing;
    }

    double[] mean() {
        return mean;
    }

    double[] deviation() {
        return deviation;
    }

    int size(Split split) {
        return switch (split) {
            case TRAINING -> sizes[0];
            case VALIDATION -> sizes[1];
            case TEST -> sizes[2];
        };
    }

    long images() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    int imageBytes() {
        return resolution * resolution * Normalisation.CHANNELS;
    }

    /** The end of the file, magic included. */
    byte[] end() throws IOException {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(end)) {
            json.writeStartObject();
            json.writeStringField("dataset", dataset);
            json.writeStringField("digest", digest);
            json.writeNumberField("resolution", resolution);
            json.writeNumberField("preprocessing", preprocessing);
            json.writeFieldName("classes");
            json.writeArray(classes.toArray(String[]::new), 0, classes.size());
            json.writeFieldName("mean");
            json.writeArray(mean, 0, mean.length);
            json.writeFieldName("deviation");
            json.writeArray(deviation, 0, deviation.length);
            json.writeFieldName("sizes");
            json.writeArray(sizes, 0, sizes.length);
            json.writeEndObject();
        }
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
        try (JsonParser json = new JsonFactory().createParser(read(channel, headerAt, length))) {
            header = parse(json);
        } catch (IOException | IllegalArgumentException bad) {
            throw refusal(file, "its header is damaged: " + bad.getMessage());
        }
        long expected = MAGIC_BYTES + header.images() * (header.imageBytes() + Short.BYTES);
        if (headerAt != expected) {
            throw refusal(file, "it should have " + expected + " bytes before its header, has " + headerAt);
        }
        return header;
    }

    private static PreparedHeader parse(JsonParser json) throws IOException {
        PreparedHeader header = new PreparedHeader();
        require(json.nextToken() == JsonToken.START_OBJECT, "no object");
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "dataset" -> header.dataset = json.getText();
                case "digest" -> header.digest = json.getText();
                case "resolution" -> header.resolution = json.getIntValue();
                case "preprocessing" -> header.preprocessing = json.getIntValue();
                case "classes" -> header.classes = texts(json);
                case "mean" -> header.mean = numbers(json);
                case "deviation" -> header.deviation = numbers(json);
                case "sizes" ->
                    header.sizes = Arrays.stream(numbers(json))
                            .mapToInt(size -> (int) size)
                            .toArray();
                default -> throw new IllegalArgumentException("the field " + field + " is unknown");
            }
        }
        require(header.resolution >= 1 && header.resolution <= 16_384, "resolution");
        require(!header.classes.isEmpty() && header.classes.size() <= MOST_CLASSES, "classes");
        require(header.mean.length == Normalisation.CHANNELS, "mean");
        require(
                header.deviation.length == Normalisation.CHANNELS
                        && Arrays.stream(header.deviation).allMatch(value -> value > 0),
                "deviation");
        require(
                header.sizes.length == Split.values().length
                        && Arrays.stream(header.sizes).allMatch(size -> size >= 0),
                "sizes");
        return header;
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        require(json.isExpectedStartArrayToken(), "no list");
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
        }
        return List.copyOf(texts);
    }

    private static double[] numbers(JsonParser json) throws IOException {
        double[] numbers = new double[3];
        require(json.isExpectedStartArrayToken(), "no list");
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(count < numbers.length, "a list too long");
            numbers[count++] = json.getDoubleValue();
        }
        return Arrays.copyOf(numbers, count);
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

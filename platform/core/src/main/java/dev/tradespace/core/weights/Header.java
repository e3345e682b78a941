package dev.tradespace.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a safetensors file, read token by token: nothing is allocated that the header itself is not long.
 *
 * @param tensors by name, in the header's order
 * @param metadata texts by name
 * @source the format section of the safetensors README (github.com/huggingface/safetensors)
 */
record Header(Map<String, Entry> tensors, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";
    private static final int MOST_TENSORS = 100_000;
    private static final int MOST_AXES = 8;

    /**
     * Where a tensor lies.
     *
     * @param from first byte, counted from the end of the header
     */
    record Entry(Shape shape, long from, NumberType type) {
        long bytes() {
            return shape.elements() * type.bytes();
        }
    }

    private record Found(String name, Entry entry) {}

    /**
     * Reads a header.
     *
     * @param dataBytes how many bytes follow it, all of which tensors must fill without gap or overlap
     * @param foreign whether numbers of any kind and tensors without axes are right, too
     * @param problems where to put what is wrong
     */
    static Header read(byte[] json, long dataBytes, boolean foreign, List<Problem> problems) throws IOException {
        Map<String, Entry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(4)
                        .maxNumberLength(20)
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                problems.add(new Problem("", "the header must be a JSON object"));
                return new Header(tensors, metadata);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(METADATA)) {
                    readMetadata(parser, metadata, problems);
                } else if (tensors.size() == MOST_TENSORS) {
                    problems.add(new Problem("", "there must be at most " + MOST_TENSORS + " tensors"));
                    return new Header(tensors, metadata);
                } else {
                    Entry entry = readEntry(parser, name, foreign, problems);
                    if (entry != null) {
                        tensors.put(name, entry);
                    }
                }
            }
            if (parser.nextToken() != null) {
                problems.add(new Problem("", "text follows the header's object"));
            }
        } catch (JsonProcessingException bad) {
            problems.add(new Problem(
                    "",
                    "the header is no JSON: "
                            + bad.getOriginalMessage().lines().findFirst().orElse("not readable")));
        }
        if (problems.isEmpty()) {
            checkLayout(tensors, dataBytes, problems);
        }
        return new Header(tensors, metadata);
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata, List<Problem> problems)
            throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            problems.add(new Problem(METADATA, "must be an object of texts"));
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                metadata.put(key, parser.getText());
            } else {
                problems.add(new Problem(METADATA + "/" + key, "must be a text"));
                parser.skipChildren();
            }
        }
    }

    private static @Nullable Entry readEntry(JsonParser parser, String name, boolean foreign, List<Problem> problems)
            throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            problems.add(new Problem(name, "must be an object with dtype, shape and data_offsets"));
            parser.skipChildren();
            return null;
        }
        int before = problems.size();
        @Nullable String dtype = null;
        long @Nullable [] shape = null;
        long @Nullable [] offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "dtype" -> dtype = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                case "shape" -> shape = readNumbers(parser);
                case "data_offsets" -> offsets = readNumbers(parser);
                default -> {
                    problems.add(new Problem(name + "/" + field, "is unknown; known are dtype, shape, data_offsets"));
                    parser.skipChildren();
                }
            }
        }
        NumberType type = NumberType.find(dtype == null ? "" : dtype).orElse(null);
        if (type == null || !(foreign || type == NumberType.F32)) {
            problems.add(new Problem(
                    name + "/dtype",
                    "must be " + (foreign ? "one of " + Arrays.toString(NumberType.values()) : "F32") + ", was "
                            + (dtype == null ? "missing" : dtype)));
        }
        if (foreign && shape != null && shape.length == 0) {
            shape = new long[] {1}; // a single number
        }
        if (shape == null || shape.length == 0 || Arrays.stream(shape).anyMatch(size -> size < 1 || size > 1 << 30)) {
            problems.add(new Problem(
                    name + "/shape", "must be a list of 1 to " + MOST_AXES + " sizes, each from 1 to 2^30"));
        }
        if (offsets == null || offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
            problems.add(new Problem(name + "/data_offsets", "must be two offsets, the second not below the first"));
        }
        if (problems.size() > before) {
            return null;
        }
        return checkSize(
                name,
                Shape.of(Arrays.stream(Objects.requireNonNull(shape))
                        .mapToInt(size -> (int) size)
                        .toArray()),
                Objects.requireNonNull(offsets),
                Objects.requireNonNull(type),
                problems);
    }

    private static @Nullable Entry checkSize(
            String name, Shape shape, long[] offsets, NumberType type, List<Problem> problems) {
        long bytes = offsets[1] - offsets[0];
        long elements;
        try {
            elements = shape.elements();
        } catch (ArithmeticException tooMany) {
            elements = Long.MAX_VALUE;
        }
        if (elements > Integer.MAX_VALUE / Math.max(type.bytes(), Float.BYTES)) {
            problems.add(new Problem(name + "/shape", "a tensor must be smaller than 2 GiB, was " + shape));
            return null;
        }
        if (bytes != elements * type.bytes()) {
            problems.add(new Problem(
                    name + "/data_offsets",
                    "must span " + elements * type.bytes() + " bytes for " + shape + ", spans " + bytes));
            return null;
        }
        return new Entry(shape, offsets[0], type);
    }

    /** The numbers of a list; null if it is none or too long. */
    private static long @Nullable [] readNumbers(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
            return null;
        }
        long[] numbers = new long[MOST_AXES];
        int count = 0;
        boolean good = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (whole && count < MOST_AXES) {
                numbers[count++] = parser.getLongValue();
            } else {
                good = false;
                parser.skipChildren();
            }
        }
        return good ? Arrays.copyOf(numbers, count) : null;
    }

    private static void checkLayout(Map<String, Entry> tensors, long dataBytes, List<Problem> problems) {
        List<Found> byPlace = new ArrayList<>();
        tensors.forEach((name, entry) -> byPlace.add(new Found(name, entry)));
        byPlace.sort(Comparator.comparingLong(found -> found.entry().from()));
        long end = 0;
        for (Found found : byPlace) {
            if (found.entry().from() != end) {
                problems.add(new Problem(
                        found.name() + "/data_offsets",
                        "must begin at " + end + ", where the tensor before it ends, was "
                                + found.entry().from()));
                return;
            }
            end += found.entry().bytes();
        }
        if (end != dataBytes) {
            problems.add(new Problem(
                    "",
                    "the tensors take " + end + " bytes, the file has " + dataBytes
                            + (dataBytes < end ? ": it is cut off" : "")));
        }
    }
}

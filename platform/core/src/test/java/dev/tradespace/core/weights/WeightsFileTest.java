package dev.tradespace.core.weights;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.WeightSpec.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsFileTest {
    @TempDir
    private Path folder;

    private static Architecture network() {
        return Flow.input(Shape.of(3, 8, 8))
                .conv(8, kernel(3).centred())
                .batchNorm()
                .flatten()
                .dense(10)
                .architecture();
    }

    private Path file() {
        return folder.resolve("weights.safetensors");
    }

    /** A file with a header as given and so many bytes behind it. */
    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return Files.write(
                file(),
                ByteBuffer.allocate(8 + json.length + dataBytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
    }

    private static String refusal(Path file) {
        String message = String.valueOf(assertThrows(BadWeightsFile.class, () -> WeightsFile.open(file, "w"))
                .getMessage());
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Architecture network = network();
        Weights weights = RandomWeights.of(network, 7);
        WeightsFile.write(file(), network.weights().values(), weights, Map.of("seed", "7"));
        WeightsFile read = WeightsFile.open(file(), "trained:abc");
        assertEquals("trained:abc", read.id());
        assertEquals(Map.of("seed", "7"), read.metadata());
        assertEquals(List.of(), read.check(network.weights().values()));
        assertEquals(
                List.copyOf(network.weights().keySet()),
                List.copyOf(read.tensors().keySet()));
        for (WeightSpec tensor : network.weights().values()) {
            assertArrayEquals(weights.values(tensor), read.values(tensor), tensor.name());
        }
    }

    /** Byte for byte as the format says, so that other people's readers understand it. */
    @Test
    void isLaidOutAsTheFormatSays() throws IOException {
        WeightSpec tensor = new WeightSpec("a", Role.BIAS, Shape.of(2), 1);
        WeightsFile.write(file(), List.of(tensor), weights(1f, -2.5f), Map.of());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        byte[] header = new byte[length];
        bytes.get(header);
        assertEquals(0, length % 8);
        assertEquals(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                new String(header, StandardCharsets.UTF_8).strip());
        assertEquals(1f, bytes.getFloat());
        assertEquals(-2.5f, bytes.getFloat());
        assertEquals(0, bytes.remaining());
    }

    private static Weights weights(float... values) {
        return new Weights() {
            @Override
            public String id() {
                return "given";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                return values.clone();
            }
        };
    }

    @Test
    void leavesNoFileWhereATensorHasTheWrongNumberOfValues() {
        WeightSpec tensor = new WeightSpec("a", Role.BIAS, Shape.of(2), 1);
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> WeightsFile.write(file(), List.of(tensor), weights(1, 2, 3), Map.of()));
        assertEquals("the tensor a is 2, but has 3 values", refusal.getMessage());
        assertFalse(Files.exists(file()));
    }

    @Test
    void namesEveryTensorThatDoesNotFitTheNetwork() throws IOException {
        WeightSpec here = new WeightSpec("here", Role.BIAS, Shape.of(2), 1);
        WeightsFile.write(file(), List.of(here), weights(1, 2), Map.of());
        WeightsFile read = WeightsFile.open(file(), "w");
        WeightSpec other = new WeightSpec("here", Role.BIAS, Shape.of(3), 1);
        WeightSpec missing = new WeightSpec("missing", Role.BIAS, Shape.of(3), 1);
        assertEquals(
                List.of("here: must be 3, is 2 in " + file(), "missing: is missing in " + file()),
                read.check(List.of(other, missing)).stream()
                        .map(Object::toString)
                        .toList());
        assertEquals(
                "here: is in " + file() + ", but not in the network",
                read.check(List.of()).get(0).toString());
        assertThrows(IllegalArgumentException.class, () -> read.values(other));
        assertThrows(IllegalArgumentException.class, () -> read.values(missing));
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Architecture network = network();
        WeightsFile.write(file(), network.weights().values(), RandomWeights.of(network, 7), Map.of());
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 4));
        assertTrue(refusal(file()).contains("it is cut off"), () -> refusal(file()));
        Files.write(file(), Arrays.copyOf(whole, 100));
        assertTrue(refusal(file()).contains("must have 2 to"), () -> refusal(file()));
        Files.write(file(), new byte[5]);
        assertTrue(refusal(file()).contains("it has no header"), () -> refusal(file()));
    }

    /** The length alone must not make anyone allocate what is not there. */
    @ParameterizedTest
    @CsvSource({"-1", "1", "9223372036854775807", "4294967296", "1000000000"})
    void refusesAnAbsurdLengthOfItsHeader(long length) throws IOException {
        Files.write(
                file(),
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());
        refusal(file());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|the header must be a JSON object",
                "{\"|the header is no JSON",
                "{} x|the header is no JSON",
                "{} 1|text follows",
                "{\"a\":1}|a: must be an object",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}|a/dtype: must be F32, was F16",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}|a/data_offsets: must be two offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}|a/shape: must be a list of 1 to 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]}}|a/shape: must be",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}|a/shape: must be",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}|a/shape: must be",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}|a/shape: must be",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000000000,1000000000,1000000000],\"data_offsets\":[0,8]}}|2 GiB",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|must span 8 bytes for 2, spans 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|must begin at 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":{\"b\":[]}}}|a/more: is unknown",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|Duplicate",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|take 4 bytes, the file has 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|b/data_offsets: must begin at 4",
                "{\"__metadata__\":{\"a\":1}}|__metadata__/a: must be a text",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}|the header is no JSON",
            })
    void refusesAHeaderThatLies(String header, String reason) throws IOException {
        String message = refusal(file(header, 8));
        assertTrue(message.contains(reason), message);
    }

    @Test
    void namesAllProblemsOfAHeaderAtOnce() throws IOException {
        String message = refusal(file("{\"a\":{\"dtype\":\"F64\",\"shape\":[-1]},\"b\":[]}", 8));
        for (String problem : List.of("a/dtype", "a/shape", "a/data_offsets", "b: must be an object")) {
            assertTrue(message.contains(problem), message);
        }
    }

    @Test
    void saysWhereAMissingFileShouldBe() {
        IOException failure = assertThrows(IOException.class, () -> WeightsFile.open(file(), "w"));
        assertEquals(file() + ": there is no such file of weights", failure.getMessage());
    }
}

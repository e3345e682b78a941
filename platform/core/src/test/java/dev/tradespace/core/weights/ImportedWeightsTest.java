package dev.tradespace.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.core.json.StrictYaml;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedWeightsTest {
    private static final String DIGEST = "0123456789abcdef0123456789abcdef";
    private static final WeightSpec KERNEL = kernel("fc.weight", 2, 3);
    private static final WeightSpec BIAS = kernel("fc.bias", 2);

    @TempDir
    private Path folder;

    private static WeightSpec kernel(String name, int... sizes) {
        return new WeightSpec(name, WeightSpec.Role.KERNEL, Shape.of(sizes), 1);
    }

    /** A file with this header and these bytes behind it. */
    private WeightsFile file(String header, ByteBuffer data) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(
                folder.resolve("theirs.safetensors"),
                ByteBuffer.allocate(8 + json.length + data.capacity())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .put(data.rewind())
                        .array());
        return WeightsFile.openForeign(file);
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data;
    }

    private static ImportedWeights fitting(List<WeightSpec> tensors, WeightsFile file, String map) {
        List<Problem> problems = new ArrayList<>();
        ImportedWeights weights = ImportedWeights.of(tensors, file, DIGEST, StrictYaml.read(map), problems);
        assertEquals(List.of(), problems);
        return weights;
    }

    @Test
    void takesTensorsUnderOtherNamesAndTransposesThem() throws IOException {
        WeightsFile file = file(
                "{'fc.bias':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                        + "'kernel':{'dtype':'F32','shape':[3,2],'data_offsets':[8,32]}}",
                floats(7, 8, 1, 2, 3, 4, 5, 6));
        ImportedWeights weights =
                fitting(List.of(KERNEL, BIAS), file, "fc.weight: {tensor: kernel, transpose: [1, 0]}");
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, weights.values(KERNEL));
        assertArrayEquals(new float[] {7, 8}, weights.values(BIAS), "what is not named has one name in both");
        assertEquals("imported:0123456789abcdef", weights.id());
    }

    /** As TensorFlow has kernels of convolutions: height, width, in, out. */
    @Test
    void transposesAnyNumberOfAxes() throws IOException {
        WeightsFile file = file(
                "{'k':{'dtype':'F32','shape':[1,2,2,3],'data_offsets':[0,48]}}",
                floats(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        WeightSpec kernel = kernel("conv.weight", 3, 2, 1, 2);
        assertArrayEquals(
                new float[] {0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11},
                fitting(List.of(kernel), file, "conv.weight: {tensor: k, transpose: [3, 2, 0, 1]}")
                        .values(kernel));
    }

    @Test
    void readsNumbersOfOtherKindsAndPassesOverWhatIsNotNeeded() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 + 8 + 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(3)
                .putShort((short) 0x3c00)
                .putShort((short) 0xc100)
                .putShort((short) 1)
                .putShort((short) 0x7c00);
        data.putShort((short) 0x3f80).putShort((short) 0xc0a0).putDouble(0.25);
        WeightsFile file = file(
                "{'tracked':{'dtype':'I64','shape':[],'data_offsets':[0,8]},"
                        + "'half':{'dtype':'F16','shape':[4],'data_offsets':[8,16]},"
                        + "'brain':{'dtype':'BF16','shape':[2],'data_offsets':[16,20]},"
                        + "'double':{'dtype':'F64','shape':[1],'data_offsets':[20,28]}}",
                data);
        List<WeightSpec> tensors = List.of(kernel("half", 4), kernel("brain", 2), kernel("double", 1));
        ImportedWeights weights = fitting(tensors, file, "{}");
        assertArrayEquals(new float[] {1, -2.5f, 0x1p-24f, Float.POSITIVE_INFINITY}, weights.values(tensors.get(0)));
        assertArrayEquals(new float[] {1, -5}, weights.values(tensors.get(1)));
        assertArrayEquals(new float[] {0.25f}, weights.values(tensors.get(2)));
        assertThrows(
                BadWeightsFile.class,
                () -> WeightsFile.open(folder.resolve("theirs.safetensors"), "trained:1"),
                "our own files have one kind");
    }

    @Test
    void namesEverythingThatDoesNotFit() throws IOException {
        WeightsFile file = file(
                "{'fc.bias':{'dtype':'F32','shape':[3],'data_offsets':[0,12]},"
                        + "'count':{'dtype':'I32','shape':[2],'data_offsets':[12,20]}}",
                floats(0, 0, 0, 0, 0));
        List<Problem> problems = new ArrayList<>();
        ImportedWeights.of(
                List.of(KERNEL, BIAS, kernel("gone", 2), kernel("number", 2), kernel("odd", 3)),
                file,
                DIGEST,
                StrictYaml.read("fc.wieght: kernel\nnumber: count\nodd: {tensor: fc.bias, transpose: [1], more: 1}\n"),
                problems);
        assertEquals(
                Map.of(
                        "fc.weight", "the file has no such tensor",
                        "fc.bias", "must be 2, is 3 in the file",
                        "gone", "the file has no such tensor",
                        "number", "from count: must be F64, F32, F16 or BF16",
                        "/odd/transpose", "must name each axis of the tensor once, such as [1, 0]",
                        "/odd/more", "is unknown; known are tensor, transpose",
                        "fc.wieght", "is no tensor of the network"),
                problems.stream().collect(Collectors.toMap(Problem::path, Problem::message)));
    }
}

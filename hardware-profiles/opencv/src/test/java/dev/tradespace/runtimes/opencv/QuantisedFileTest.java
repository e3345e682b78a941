package dev.tradespace.runtimes.opencv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.onnx.proto.AttributeProto;
import dev.tradespace.onnx.proto.GraphProto;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.onnx.proto.OperatorSetIdProto;
import dev.tradespace.onnx.proto.TensorProto;
import dev.tradespace.onnx.proto.TensorShapeProto;
import dev.tradespace.onnx.proto.TypeProto;
import dev.tradespace.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenCV computes a quantised file of pairs of QuantizeLinear and DequantizeLinear as their definitions say: a convolution by scales per channel. */
final class QuantisedFileTest {
    /** ONNX's number of signed bytes, which our own files do not use. */
    private static final int INT8 = 3;

    private static final int CHANNELS = 4;
    private static final int OUTPUTS = 6;
    private static final int SIDE = 5;
    private static final float IN_SCALE = 0.02f;
    private static final int IN_ZERO = 3;
    private static final float OUT_SCALE = 0.2f;
    private static final int OUT_ZERO = -7;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(5);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("quantised");
    private final byte[] kernel = new byte[OUTPUTS * CHANNELS];
    private final float[] scales = new float[OUTPUTS];
    private final int[] biases = new int[OUTPUTS];

    @Test
    void isComputedAsItsDefinitionSays() throws IOException, UnfitModel {
        Path file = write();
        OpenCvRuntime runtime = new OpenCvRuntime();
        runtime.load();
        float[] image = new float[CHANNELS * SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        try (LoadedModel model = runtime.open(file, 1, 1)) {
            model.input().put(image);
            float[] answer = model.answer();
            assertEquals(OUTPUTS * SIDE * SIDE, answer.length);
            int different = 0;
            for (int i = 0; i < answer.length; i++) {
                float expected = expected(image, i / (SIDE * SIDE), i % (SIDE * SIDE));
                // What lies in the middle of two steps may be rounded to either.
                assertEquals(expected, answer[i], 1.01f * OUT_SCALE, "value " + i);
                different += Math.abs(expected - answer[i]) > OUT_SCALE / 2 ? 1 : 0;
            }
            assertEquals(0, different / 3, "of " + answer.length + " values a step off: " + different);
        }
    }

    private float expected(float[] image, int output, int pixel) {
        double sum = biases[output];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int value = quantised(image[channel * SIDE * SIDE + pixel], IN_SCALE, IN_ZERO) - IN_ZERO;
            sum += value * kernel[output * CHANNELS + channel];
        }
        double real = Math.max(0, sum * IN_SCALE * scales[output]);
        return (quantised(real, OUT_SCALE, OUT_ZERO) - OUT_ZERO) * OUT_SCALE;
    }

    private static int quantised(double value, float scale, int zero) {
        return (int) Math.max(-128, Math.min(127, Math.rint(value / scale) + zero));
    }

    private Path write() throws IOException {
        float[] biasScales = new float[OUTPUTS];
        for (int i = 0; i < OUTPUTS; i++) {
            scales[i] = 0.005f * (i + 1);
            biasScales[i] = IN_SCALE * scales[i];
            biases[i] = random.nextInt(-1000, 1000);
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (byte) random.nextInt(-127, 128);
        }
        graph.addInput(value("image", CHANNELS)).addOutput(value("logits", OUTPUTS));
        scale("in", 0, IN_SCALE);
        zero("in", 0, (byte) IN_ZERO);
        scale("out", 0, OUT_SCALE);
        zero("out", 0, (byte) OUT_ZERO);
        scale("kernel", OUTPUTS, scales);
        zero("kernel", OUTPUTS, new byte[OUTPUTS]);
        scale("bias", OUTPUTS, biasScales);
        constant("bias/zero", TensorProto.DataType.INT32_VALUE, buffer(4 * OUTPUTS), OUTPUTS);
        constant("kernel", INT8, ByteBuffer.wrap(kernel), OUTPUTS, CHANNELS, 1, 1);
        ByteBuffer integers = buffer(4 * OUTPUTS);
        integers.asIntBuffer().put(biases);
        constant("bias", TensorProto.DataType.INT32_VALUE, integers, OUTPUTS);
        node("QuantizeLinear", "in/q", -1, "image", "in/scale", "in/zero");
        node("DequantizeLinear", "in/d", -1, "in/q", "in/scale", "in/zero");
        node("DequantizeLinear", "kernel/d", 0, "kernel", "kernel/scale", "kernel/zero");
        node("DequantizeLinear", "bias/d", 0, "bias", "bias/scale", "bias/zero");
        node("Conv", "conv", -1, "in/d", "kernel/d", "bias/d");
        node("Relu", "relu", -1, "conv");
        node("QuantizeLinear", "out/q", -1, "relu", "out/scale", "out/zero");
        node("DequantizeLinear", "logits", -1, "out/q", "out/scale", "out/zero");
        ModelProto file = ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .build();
        return Files.write(folder.resolve("model-int8.onnx"), file.toByteArray());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void scale(String name, int size, float... values) {
        ByteBuffer bytes = buffer(4 * values.length);
        bytes.asFloatBuffer().put(values);
        constant(name + "/scale", TensorProto.DataType.FLOAT_VALUE, bytes, size);
    }

    private void zero(String name, int size, byte... values) {
        constant(name + "/zero", INT8, ByteBuffer.wrap(values), size);
    }

    /** A size of 0 is that of a scalar. */
    private void constant(String name, int type, ByteBuffer bytes, long... sizes) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(bytes));
        for (long size : sizes) {
            if (size > 0) {
                tensor.addDims(size);
            }
        }
        graph.addInitializer(tensor);
    }

    /** An axis below 0 is not written. */
    private void node(String operator, String output, int axis, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
        if (axis >= 0) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(axis));
        }
        graph.addNode(node);
    }

    private static ValueInfoProto value(String name, int channels) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (int size : new int[] {channels, SIDE, SIDE}) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}

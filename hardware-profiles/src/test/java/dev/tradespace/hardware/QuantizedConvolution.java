package dev.tradespace.hardware;

import com.google.protobuf.ByteString;
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

/** An ONNX file of a convolution and a ReLU between tensors that are quantised and dequantised, which ONNX Runtime runs in 8 bits. */
final class QuantizedConvolution {
    static final int CHANNELS = 16;

    private static final int SIDE = 32;
    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int UINT8 = TensorProto.DataType.UINT8.getNumber();
    private static final int INT8 = TensorProto.DataType.INT8.getNumber();

    private QuantizedConvolution() {}

    /** Writes it; its layers are called conv1 and relu1. */
    static Path write(Path file) throws IOException {
        byte[] weights = new byte[CHANNELS * 3 * 3 * 3];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (i % 13 - 6);
        }
        GraphProto graph = GraphProto.newBuilder()
                .setName("quantised")
                .addInput(value("image", 3))
                .addOutput(value("logits", CHANNELS))
                .addInitializer(scale("scale", 0.05f))
                .addInitializer(bytes("middle", UINT8, new byte[] {(byte) 128}))
                .addInitializer(bytes("zero", UINT8, new byte[] {0}))
                .addInitializer(bytes("conv1/values", INT8, weights, CHANNELS, 3, 3, 3))
                .addInitializer(scale("conv1/scale", 0.01f))
                .addInitializer(bytes("conv1/zero", INT8, new byte[] {0}))
                .addNode(node("QuantizeLinear", "image/quantised", "image", "scale", "middle"))
                .addNode(node("DequantizeLinear", "image/dequantised", "image/quantised", "scale", "middle"))
                .addNode(node("DequantizeLinear", "conv1/weight", "conv1/values", "conv1/scale", "conv1/zero"))
                .addNode(node("Conv", "conv1", "image/dequantised", "conv1/weight").toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("pads")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addAllInts(List.of(1L, 1L, 1L, 1L))))
                .addNode(node("Relu", "relu1", "conv1"))
                .addNode(node("QuantizeLinear", "relu1/quantised", "relu1", "scale", "zero"))
                .addNode(node("DequantizeLinear", "logits", "relu1/quantised", "scale", "zero"))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .setGraph(graph)
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static NodeProto node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static TensorProto scale(String name, float value) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return bytes(name, FLOAT, bytes.putFloat(value).array());
    }

    private static TensorProto bytes(String name, int type, byte[] values, long... sizes) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(values));
        for (long size : sizes) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, int channels) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int size : new int[] {1, channels, SIDE, SIDE}) {
            shape.addDimBuilder().setDimValue(size);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }
}

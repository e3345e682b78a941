package dev.tradespace.hardware;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX files of one operator, and odd ones that no exporter of ours would write; field numbers are those of onnx.proto. */
public final class TinyOnnx {
    public static final int FLOAT = 1;
    public static final int INT64 = 7;

    private TinyOnnx() {}

    /** A model {@code y = operator(x)} of one element type and shape; 0 in the shape is an open size. */
    public static Path write(Path file, String operator, int elementType, List<Integer> shape) throws IOException {
        byte[] node = message(out -> {
            out.writeString(1, "x");
            out.writeString(2, "y");
            out.writeString(4, operator);
        });
        byte[] graph = message(out -> {
            out.writeByteArray(1, node);
            out.writeString(2, "tiny");
            out.writeByteArray(11, value("x", elementType, shape));
            out.writeByteArray(12, value("y", elementType, shape));
        });
        byte[] opset = message(out -> out.writeInt64(2, 17));
        return Files.write(file, message(out -> {
            out.writeInt64(1, 8);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, opset);
        }));
    }

    private static byte[] value(String name, int elementType, List<Integer> shape) throws IOException {
        byte[] dims = message(out -> {
            for (int size : shape) {
                out.writeByteArray(1, message(dim -> {
                    if (size > 0) {
                        dim.writeInt64(1, size);
                    } else {
                        dim.writeString(2, "N");
                    }
                }));
            }
        });
        byte[] tensor = message(out -> {
            out.writeInt32(1, elementType);
            out.writeByteArray(2, dims);
        });
        byte[] type = message(out -> out.writeByteArray(1, tensor));
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, type);
        });
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }
}

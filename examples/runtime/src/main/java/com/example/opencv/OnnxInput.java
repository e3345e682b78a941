package com.example.opencv;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the sizes of an ONNX file's first input, which OpenCV does not tell. */
final class OnnxInput {
    /** {@code ModelProto.graph}, {@code GraphProto.input}, {@code ValueInfoProto.type}, {@code TypeProto.tensor_type}, {@code Tensor.shape}. */
    private static final List<Integer> TO_SHAPE = List.of(7, 11, 2, 1, 2);

    private static final int DIM = 1;
    private static final int DIM_VALUE = 1;

    private OnnxInput() {}

    /** The sizes, 0 for those that the file leaves open. */
    static int[] sizes(Path model) throws IOException {
        byte[] message = Files.readAllBytes(model);
        for (int field : TO_SHAPE) {
            message = messages(message, field).get(0);
        }
        List<byte[]> dims = messages(message, DIM);
        int[] sizes = new int[dims.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = number(dims.get(i), DIM_VALUE);
        }
        return sizes;
    }

    private static List<byte[]> messages(byte[] message, int field) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        List<byte[]> found = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                found.add(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
        return found;
    }

    private static int number(byte[] message, int field) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == field << 3) {
                return (int) in.readInt64();
            }
            in.skipField(tag);
        }
        return 0;
    }
}

package dev.tradespace.runtimes.tflite;

/** The types of a file's tensors that are written here: {@code TensorType} of the schema. */
enum ElementType {
    FLOAT32(0, 4),
    FLOAT16(1, 2),
    INT32(2, 4),
    INT8(9, 1);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    /** Bytes of an element. */
    int bytes() {
        return bytes;
    }
}

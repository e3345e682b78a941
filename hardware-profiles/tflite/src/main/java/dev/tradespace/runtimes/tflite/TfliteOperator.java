package dev.tradespace.runtimes.tflite;

/**
 * The operators that files written here hold, with their numbers and those of their options in the schema.
 *
 * @source the enumeration {@code BuiltinOperator} and the union {@code BuiltinOptions} of schema.fbs; versions by
 *     tensorflow/lite/tools/versioning/op_version.cc
 */
enum TfliteOperator {
    ADD(0, 11, 2),
    AVERAGE_POOL_2D(1, 5, 2),
    CONCATENATION(2, 10, 2),
    CONV_2D(3, 1, 3),
    DEPTHWISE_CONV_2D(4, 2, 3),
    DEQUANTIZE(6, 38, 2),
    FULLY_CONNECTED(9, 8, 4),
    LOCAL_RESPONSE_NORMALIZATION(13, 13, 1),
    LOGISTIC(14, 0, 2),
    MAX_POOL_2D(17, 5, 2),
    MUL(18, 21, 2),
    RELU(19, 0, 2),
    RELU6(21, 0, 2),
    RESHAPE(22, 17, 1),
    SOFTMAX(25, 9, 2),
    PAD(34, 22, 2),
    TRANSPOSE(39, 26, 2),
    MEAN(40, 27, 2),
    SUB(41, 28, 2),
    STRIDED_SLICE(45, 32, 2),
    MAXIMUM(55, 39, 2),
    PADV2(60, 43, 2),
    RSQRT(76, 0, 2),
    REDUCE_MAX(82, 27, 2),
    QUANTIZE(114, 89, 1),
    HARD_SWISH(117, 91, 1),
    BATCH_MATMUL(126, 101, 2),
    GELU(150, 116, 2);

    private final int code;
    private final int options;
    private final int integerVersion;

    TfliteOperator(int code, int options, int integerVersion) {
        this.code = code;
        this.options = options;
        this.integerVersion = integerVersion;
    }

    int code() {
        return code;
    }

    /** The number of its table of options in the union; 0 where it has none. */
    int options() {
        return options;
    }

    /** The first version that does what it is asked: newer ones keep a file from older runtimes. */
    int version(boolean integers) {
        return integers ? integerVersion : 1;
    }
}

package dev.tradespace.runtimes.tflite;

/**
 * The numbers of the fields that a file written here has, by table, and of the enumerations.
 *
 * @source tensorflow/compiler/mlir/lite/schema/schema.fbs, version 3, https://github.com/tensorflow/tensorflow: a field's number is its place in its table, a
 *     union counting as two
 */
final class TfliteSchema {
    static final int VERSION = 3;
    static final String IDENTIFIER = "TFL3";

    static final int MODEL_FIELDS = 8;
    static final int MODEL_VERSION = 0;
    static final int MODEL_OPERATOR_CODES = 1;
    static final int MODEL_SUBGRAPHS = 2;
    static final int MODEL_DESCRIPTION = 3;
    static final int MODEL_BUFFERS = 4;
    static final int MODEL_METADATA = 6;
    static final int MODEL_SIGNATURES = 7;

    static final int SUBGRAPH_FIELDS = 5;
    static final int SUBGRAPH_TENSORS = 0;
    static final int SUBGRAPH_INPUTS = 1;
    static final int SUBGRAPH_OUTPUTS = 2;
    static final int SUBGRAPH_OPERATORS = 3;
    static final int SUBGRAPH_NAME = 4;

    static final int TENSOR_FIELDS = 9;
    static final int TENSOR_SHAPE = 0;
    static final int TENSOR_TYPE = 1;
    static final int TENSOR_BUFFER = 2;
    static final int TENSOR_NAME = 3;
    static final int TENSOR_QUANTIZATION = 4;
    static final int TENSOR_SHAPE_SIGNATURE = 7;
    static final int TENSOR_HAS_RANK = 8;

    static final int QUANTIZATION_FIELDS = 7;
    static final int QUANTIZATION_SCALE = 2;
    static final int QUANTIZATION_ZERO_POINT = 3;
    static final int QUANTIZATION_DIMENSION = 6;

    static final int BUFFER_FIELDS = 1;
    static final int BUFFER_DATA = 0;
    static final int BUFFER_ALIGNMENT = 16;

    static final int CODE_FIELDS = 4;
    static final int CODE_DEPRECATED = 0;
    static final int CODE_VERSION = 2;
    static final int CODE_BUILTIN = 3;
    /** What the field of one byte says where the code has no room in it. */
    static final int CODE_MOST_DEPRECATED = 127;

    static final int OPERATOR_FIELDS = 5;
    static final int OPERATOR_CODE = 0;
    static final int OPERATOR_INPUTS = 1;
    static final int OPERATOR_OUTPUTS = 2;
    static final int OPERATOR_OPTIONS_TYPE = 3;
    static final int OPERATOR_OPTIONS = 4;

    static final int METADATA_FIELDS = 2;
    static final int METADATA_NAME = 0;
    static final int METADATA_BUFFER = 1;

    static final int SIGNATURE_FIELDS = 5;
    static final int SIGNATURE_INPUTS = 0;
    static final int SIGNATURE_OUTPUTS = 1;
    static final int SIGNATURE_KEY = 2;

    static final int TENSOR_MAP_FIELDS = 2;
    static final int TENSOR_MAP_NAME = 0;
    static final int TENSOR_MAP_INDEX = 1;

    static final int PADDING_SAME = 0;
    static final int PADDING_VALID = 1;

    private TfliteSchema() {}
}

package dev.tradespace.runtimes.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.UnfitModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A model loaded into ONNX Runtime. The runtime allocates the output, as it does in most programs; giving it a buffer for that saves some 4 microseconds,
 * and would measure another program than the usual one.
 */
final class OnnxSession implements LoadedModel {
    private final OrtSession session;
    private final FloatBuffer input;
    private final OnnxTensor tensor;
    private final Map<String, OnnxTensor> inputs;

    private OnnxSession(OrtSession session, String name, FloatBuffer input, OnnxTensor tensor) {
        this.session = session;
        this.input = input;
        this.tensor = tensor;
        this.inputs = Map.of(name, tensor);
    }

    /** A session with its input, which it closes from now on. */
    static OnnxSession of(OrtEnvironment environment, OrtSession session, int batch) throws OrtException, UnfitModel {
        Map.Entry<String, NodeInfo> value = only(session.getInputInfo(), "input");
        long[] shape = shape(value, batch);
        floats(only(session.getOutputInfo(), "output"));
        FloatBuffer values = allocate(shape);
        return new OnnxSession(session, value.getKey(), values, OnnxTensor.createTensor(environment, values, shape));
    }

    private static Map.Entry<String, NodeInfo> only(Map<String, NodeInfo> values, String what) throws UnfitModel {
        if (values.size() != 1) {
            throw new UnfitModel("it must have one " + what + ", has " + values.keySet());
        }
        return values.entrySet().iterator().next();
    }

    private static long[] shape(Map.Entry<String, NodeInfo> value, int batch) throws UnfitModel {
        long[] declared = floats(value).getShape();
        long[] shape = declared.clone();
        if (shape.length > 0 && shape[0] < 0) {
            shape[0] = batch;
        }
        if (shape.length == 0 || shape[0] != batch || Arrays.stream(shape).anyMatch(size -> size < 1)) {
            throw new UnfitModel(value.getKey() + " must have a batch of " + batch + " and known sizes after it, has "
                    + Arrays.toString(declared)
                    + (declared.length > 0 && declared[0] > 0
                            ? "; a file of an earlier version has a fixed batch: delete it, and it is written anew"
                            : ""));
        }
        return shape;
    }

    private static TensorInfo floats(Map.Entry<String, NodeInfo> value) throws UnfitModel {
        if (value.getValue().getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            return tensor;
        }
        throw new UnfitModel(value.getKey() + " must be a tensor of 32-bit floats, is "
                + value.getValue().getInfo());
    }

    private static FloatBuffer allocate(long[] shape) throws UnfitModel {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count > Integer.MAX_VALUE / Float.BYTES) {
            throw new UnfitModel("a tensor must be at most 2 GiB, has the shape " + Arrays.toString(shape));
        }
        return ByteBuffer.allocateDirect((int) count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public FloatBuffer input() {
        return input.rewind();
    }

    @Override
    public long query() {
        try {
            long start = System.nanoTime();
            OrtSession.Result result = session.run(inputs);
            long end = System.nanoTime();
            result.close();
            return end - start;
        } catch (OrtException broken) {
            throw failure(broken);
        }
    }

    @Override
    public float[] answer() {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] answer = new float[values.remaining()];
            values.get(answer);
            return answer;
        } catch (OrtException broken) {
            throw failure(broken);
        }
    }

    /** Ends the profile of a session that has one, and tells where it lies. */
    Path endProfile() {
        try {
            return Path.of(session.endProfiling());
        } catch (OrtException broken) {
            throw failure(broken);
        }
    }

    private static QueryFailed failure(OrtException broken) {
        return new QueryFailed("ONNX Runtime failed while it ran the model: " + broken.getMessage(), broken);
    }

    @Override
    public void close() {
        tensor.close();
        try {
            session.close();
        } catch (OrtException broken) {
            throw new QueryFailed("ONNX Runtime failed to let the model go: " + broken.getMessage(), broken);
        }
    }
}

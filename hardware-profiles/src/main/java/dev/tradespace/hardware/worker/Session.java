package dev.tradespace.hardware.worker;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A model loaded into ONNX Runtime, with its input filled: what remains is to run it. The runtime allocates the outputs, as it does in
 * most programs; giving it buffers for them saves some 4 microseconds, and would measure another program than the usual one.
 */
final class Session implements AutoCloseable {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

    private Session(OrtSession session) {
        this.session = session;
    }

    /**
     * Loads a model.
     *
     * @param batch images in one query; the model must leave its batch open or have this one
     * @param noise what the input is filled with: standard normal, as normalised images are
     * @throws OrtException if the runtime refuses the model
     * @throws UnfitModel if the runtime takes it, but it cannot be fed
     */
    static Session open(Path model, int threads, int batch, RandomGenerator noise) throws OrtException, UnfitModel {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            // Spinning threads burn the processors that the others of a busy machine need, and energy.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            Session session = new Session(environment.createSession(model.toString(), options));
            try {
                session.allocate(environment, batch, noise);
                return session;
            } catch (OrtException | UnfitModel | RuntimeException unfit) {
                session.close();
                throw unfit;
            }
        }
    }

    private void allocate(OrtEnvironment environment, int batch, RandomGenerator noise)
            throws OrtException, UnfitModel {
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            long[] shape = shape(input, batch);
            FloatBuffer values = floats(shape);
            while (values.hasRemaining()) {
                values.put((float) noise.nextGaussian());
            }
            inputs.put(input.getKey(), OnnxTensor.createTensor(environment, values.rewind(), shape));
        }
    }

    private static long[] shape(Map.Entry<String, NodeInfo> value, int batch) throws UnfitModel {
        if (!(value.getValue().getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new UnfitModel(value.getKey() + " must be a tensor of 32-bit floats, is "
                    + value.getValue().getInfo());
        }
        long[] shape = tensor.getShape();
        if (shape.length > 0 && shape[0] < 0) {
            shape[0] = batch;
        }
        if (shape.length == 0 || shape[0] != batch || Arrays.stream(shape).anyMatch(size -> size < 1)) {
            throw new UnfitModel(value.getKey() + " must have a batch of " + batch + " and known sizes after it, has "
                    + Arrays.toString(tensor.getShape()));
        }
        return shape;
    }

    private static FloatBuffer floats(long[] shape) throws UnfitModel {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count > Integer.MAX_VALUE / Float.BYTES) {
            throw new UnfitModel("a tensor must be at most 2 GiB, has the shape " + Arrays.toString(shape));
        }
        return ByteBuffer.allocateDirect((int) count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Runs one query.
     *
     * @return how long it took, in nanoseconds
     */
    long query() throws OrtException {
        long start = System.nanoTime();
        OrtSession.Result result = session.run(inputs);
        long end = System.nanoTime();
        result.close();
        return end - start;
    }

    /** Runs one query more, and says whether every number of its answer is finite. */
    boolean answersFinitely() throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue() instanceof OnnxTensor tensor && tensor.getInfo().type == OnnxJavaType.FLOAT) {
                    FloatBuffer values = tensor.getFloatBuffer();
                    while (values.hasRemaining()) {
                        if (!Float.isFinite(values.get())) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        session.close();
    }

    /** A model that the runtime loads and that cannot be measured. */
    static final class UnfitModel extends Exception {
        private static final long serialVersionUID = 1;

        UnfitModel(String message) {
            super(message);
        }
    }
}

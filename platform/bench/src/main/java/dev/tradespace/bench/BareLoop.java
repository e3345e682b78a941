package dev.tradespace.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * What anybody would write to time a model: load it, run it in a loop, take the median. The session's settings are the
 * product's; nothing else is shared with it.
 */
final class BareLoop {
    /** What the line with the answer begins with, among whatever a native library prints. */
    static final String ANSWER = "median nanos: ";

    private static final int WARMUP_RUNS = 20;

    private BareLoop() {}

    /**
     * Prints the median.
     *
     * @param arguments the ONNX file, threads, least number of queries, least milliseconds
     */
    public static void main(String[] arguments) throws OrtException {
        int threads = Integer.parseInt(arguments[1]);
        int queries = Integer.parseInt(arguments[2]);
        long nanos = Long.parseLong(arguments[3]) * 1_000_000;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setSymbolicDimensionValue("N", 1);
        try (OrtSession session = environment.createSession(arguments[0], options)) {
            Map.Entry<String, NodeInfo> input =
                    session.getInputInfo().entrySet().iterator().next();
            long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
            // The file leaves its batch open.
            shape[0] = 1;
            try (OnnxTensor image = OnnxTensor.createTensor(environment, noise(shape), shape)) {
                Map<String, OnnxTensor> inputs = Map.of(input.getKey(), image);
                for (int run = 0; run < WARMUP_RUNS; run++) {
                    session.run(inputs).close();
                }
                System.out.println(ANSWER + median(session, inputs, queries, nanos));
            }
        }
    }

    private static long median(OrtSession session, Map<String, OnnxTensor> inputs, int queries, long nanos)
            throws OrtException {
        long[] times = new long[1 << 20];
        int count = 0;
        long begin = System.nanoTime();
        while (count < times.length && (count < queries || System.nanoTime() - begin < nanos)) {
            long start = System.nanoTime();
            OrtSession.Result result = session.run(inputs);
            times[count++] = System.nanoTime() - start;
            result.close();
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }

    private static FloatBuffer noise(long[] shape) {
        int count = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
        FloatBuffer values = ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(1);
        while (values.hasRemaining()) {
            values.put((float) random.nextGaussian());
        }
        return values.rewind();
    }
}

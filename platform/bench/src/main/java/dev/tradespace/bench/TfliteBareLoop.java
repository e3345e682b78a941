package dev.tradespace.bench;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorByteSize;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;

/** The same as {@link BareLoop} for a .tflite file, as the samples of TensorFlow Lite run one. */
final class TfliteBareLoop {
    private static final int WARMUP_RUNS = 20;

    private TfliteBareLoop() {}

    /**
     * Prints the median.
     *
     * @param arguments the .tflite file, threads, least number of queries, least milliseconds
     */
    public static void main(String[] arguments) {
        InterpreterBuilder builder =
                new InterpreterBuilder(FlatBufferModel.BuildFromFile(arguments[0]), new BuiltinOpResolver());
        require(builder.SetNumThreads(Integer.parseInt(arguments[1])));
        Interpreter interpreter = new Interpreter((Pointer) null);
        require(builder.apply(interpreter));
        require(interpreter.AllocateTensors());
        float[] image = new float[(int) (TfLiteTensorByteSize(interpreter.input_tensor(0)) / Float.BYTES)];
        Random random = new Random(1);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        interpreter.typed_input_tensor_float(0).put(image);
        for (int run = 0; run < WARMUP_RUNS; run++) {
            require(interpreter.Invoke());
        }
        long nanos = Long.parseLong(arguments[3]) * 1_000_000;
        System.out.println(BareLoop.ANSWER + median(interpreter, Integer.parseInt(arguments[2]), nanos));
    }

    private static long median(Interpreter interpreter, int queries, long nanos) {
        long[] times = new long[1 << 20];
        int count = 0;
        long begin = System.nanoTime();
        while (count < times.length && (count < queries || System.nanoTime() - begin < nanos)) {
            long start = System.nanoTime();
            int status = interpreter.Invoke();
            times[count++] = System.nanoTime() - start;
            require(status);
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }

    private static void require(int status) {
        if (status != kTfLiteOk) {
            throw new IllegalStateException("TensorFlow Lite failed with the status " + status);
        }
    }
}

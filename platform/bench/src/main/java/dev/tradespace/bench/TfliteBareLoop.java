package dev.tradespace.bench;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterAllocateTensors;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsSetNumThreads;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelCreateFromFile;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorByteSize;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyFromBuffer;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteInterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** The same as {@link BareLoop} for a .tflite file, through the C API of TensorFlow Lite. */
final class TfliteBareLoop {
    private static final int WARMUP_RUNS = 20;

    private TfliteBareLoop() {}

    /**
     * Prints the median.
     *
     * @param arguments the .tflite file, threads, least number of queries, least milliseconds
     */
    public static void main(String[] arguments) {
        TfLiteInterpreterOptions options = TfLiteInterpreterOptionsCreate();
        TfLiteInterpreterOptionsSetNumThreads(options, Integer.parseInt(arguments[1]));
        TfLiteInterpreter interpreter = TfLiteInterpreterCreate(TfLiteModelCreateFromFile(arguments[0]), options);
        require(TfLiteInterpreterAllocateTensors(interpreter));
        TfLiteTensor input = TfLiteInterpreterGetInputTensor(interpreter, 0);
        float[] image = new float[(int) (TfLiteTensorByteSize(input) / Float.BYTES)];
        Random random = new Random(1);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        try (FloatPointer values = new FloatPointer(image)) {
            require(TfLiteTensorCopyFromBuffer(input, values, TfLiteTensorByteSize(input)));
        }
        for (int run = 0; run < WARMUP_RUNS; run++) {
            require(TfLiteInterpreterInvoke(interpreter));
        }
        long nanos = Long.parseLong(arguments[3]) * 1_000_000;
        System.out.println(BareLoop.ANSWER + median(interpreter, Integer.parseInt(arguments[2]), nanos));
    }

    private static long median(TfLiteInterpreter interpreter, int queries, long nanos) {
        long[] times = new long[1 << 20];
        int count = 0;
        long begin = System.nanoTime();
        while (count < times.length && (count < queries || System.nanoTime() - begin < nanos)) {
            long start = System.nanoTime();
            int status = TfLiteInterpreterInvoke(interpreter);
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

package dev.tradespace.bench;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/** What anybody would write to time a model in OpenCV: read it, hand over an image and run it in a loop, take the median. Nothing is shared with the product. */
final class BareOpenCvLoop {
    private static final int WARMUP_RUNS = 20;

    private BareOpenCvLoop() {}

    /**
     * Prints the median, behind {@link BareLoop#ANSWER}.
     *
     * @param arguments the ONNX file, threads, least number of queries, least milliseconds, then the sizes of the input
     */
    public static void main(String[] arguments) {
        opencv_core.setNumThreads(Integer.parseInt(arguments[1]));
        int queries = Integer.parseInt(arguments[2]);
        long nanos = Long.parseLong(arguments[3]) * 1_000_000;
        int[] sizes =
                Arrays.stream(arguments).skip(4).mapToInt(Integer::parseInt).toArray();
        Net net = opencv_dnn.readNetFromONNX(arguments[0]);
        Mat image = new Mat(sizes, CV_32F);
        FloatBuffer values = image.createBuffer();
        Random random = new Random(1);
        while (values.hasRemaining()) {
            values.put((float) random.nextGaussian());
        }
        for (int run = 0; run < WARMUP_RUNS; run++) {
            query(net, image);
        }
        long[] times = new long[1 << 20];
        int count = 0;
        long begin = System.nanoTime();
        while (count < times.length && (count < queries || System.nanoTime() - begin < nanos)) {
            times[count++] = query(net, image);
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        System.out.println(BareLoop.ANSWER + sorted[count / 2]);
    }

    private static long query(Net net, Mat image) {
        long start = System.nanoTime();
        net.setInput(image);
        Mat logits = net.forward();
        long time = System.nanoTime() - start;
        logits.close();
        return time;
    }
}

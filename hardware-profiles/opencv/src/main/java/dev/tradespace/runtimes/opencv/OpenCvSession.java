package dev.tradespace.runtimes.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.QueryFailed;
import java.nio.FloatBuffer;
import java.util.regex.Pattern;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/** A network in OpenCV and its input, which each query hands over, as programs do: OpenCV copies it. */
final class OpenCvSession implements LoadedModel {
    /** Where in its sources OpenCV saw an error: of no use to a person. */
    private static final Pattern PLACE = Pattern.compile("OpenCV\\([^)]*\\) \\S+ error: \\([^)]*\\) ");

    private static final int LONGEST_REASON = 400;

    private final Net net;
    private final Mat input;
    private final FloatBuffer values;

    OpenCvSession(Net net, int[] sizes) {
        this.net = net;
        this.input = new Mat(sizes, CV_32F);
        this.values = input.createBuffer();
    }

    /** What OpenCV says of an error, in one line. */
    static String reason(RuntimeException failure) {
        String reason = PLACE.matcher(String.valueOf(failure.getMessage()))
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .strip();
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    @Override
    public FloatBuffer input() {
        return values.rewind();
    }

    @Override
    public long query() {
        long start = System.nanoTime();
        Mat logits = run();
        long end = System.nanoTime();
        logits.close();
        return end - start;
    }

    @Override
    public float[] answer() {
        try (Mat logits = run()) {
            // The memory of a tensor may be larger than it is.
            float[] answer = new float[(int) logits.total()];
            FloatBuffer all = logits.createBuffer();
            all.get(answer);
            return answer;
        }
    }

    private Mat run() {
        try {
            net.setInput(input);
            return net.forward();
        } catch (RuntimeException broken) {
            throw new QueryFailed("OpenCV failed while it ran the model: " + reason(broken), broken);
        }
    }

    @Override
    public void close() {
        input.close();
        net.close();
    }
}

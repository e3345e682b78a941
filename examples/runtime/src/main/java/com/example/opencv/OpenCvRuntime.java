package com.example.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.getVersionString;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/** OpenCV's DNN module: a third runtime beside ONNX Runtime and Deeplearning4j, which reads the same ONNX files. */
public final class OpenCvRuntime implements RuntimePlugin {
    /** Told without loading the native library. */
    private static final String VERSION = "4.11.0";

    @Override
    public RuntimeDescription describe() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        return new RuntimeDescription("opencv", "OpenCV DNN", VERSION, List.of(ModelFormat.ONNX), List.of("fp32"))
                .unavailable(
                        system.equals("Linux on amd64")
                                ? null
                                : "the jars beside it are for Linux on x86-64, this is " + system);
    }

    @Override
    public void load() {
        Loader.load(org.bytedeco.opencv.global.opencv_dnn.class);
    }

    @Override
    public String version() {
        return getVersionString().getString();
    }

    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        setNumThreads(threads);
        try {
            int[] sizes = OnnxInput.sizes(model);
            if (sizes.length != 4 || (sizes[0] != 0 && sizes[0] != batch)) {
                throw new UnfitModel("its input must have a batch of " + batch + " and three sizes after it, has "
                        + Arrays.toString(sizes));
            }
            sizes[0] = batch;
            return new Network(readNetFromONNX(model.toString()), sizes);
        } catch (IOException | RuntimeException refused) {
            throw new UnfitModel("OpenCV refused it: " + refused.getMessage());
        }
    }

    /** A network and its input. */
    private record Network(Net net, Mat mat) implements LoadedModel {
        Network(Net net, int[] sizes) {
            this(net, new Mat(sizes, CV_32F));
        }

        @Override
        public FloatBuffer input() {
            return mat.createBuffer();
        }

        @Override
        public long query() {
            long start = System.nanoTime();
            run();
            return System.nanoTime() - start;
        }

        @Override
        public float[] answer() {
            Mat logits = run();
            // Its memory may be larger than it is.
            float[] answer = new float[(int) logits.total()];
            FloatBuffer values = logits.createBuffer();
            values.get(answer);
            return answer;
        }

        private Mat run() {
            try {
                net.setInput(mat);
                return net.forward();
            } catch (RuntimeException broken) {
                throw new QueryFailed("OpenCV failed while it ran the model: " + broken.getMessage(), broken);
            }
        }

        @Override
        public void close() {
            mat.close();
            net.close();
        }
    }
}

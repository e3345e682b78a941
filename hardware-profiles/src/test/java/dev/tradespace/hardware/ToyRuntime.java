package dev.tradespace.hardware;

import dev.tradespace.core.measure.InferenceRuntime;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for Deeplearning4j: its model is a text with the number of classes, its answer to an image so many times the image's sum. */
public final class ToyRuntime implements InferenceRuntime {
    private static final int VALUES = 192;

    public ToyRuntime() {}

    @Override
    public String id() {
        return "deeplearning4j";
    }

    @Override
    public void load() {}

    @Override
    public String version() {
        return "toy " + System.getenv("OMP_NUM_THREADS") + " " + System.getenv("OPENBLAS_NUM_THREADS");
    }

    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        try {
            return new Toy(Integer.parseInt(Files.readString(model)), batch);
        } catch (IOException | NumberFormatException wrong) {
            throw new UnfitModel("it is no toy: " + wrong.getMessage());
        }
    }

    private record Toy(int classes, int batch, FloatBuffer held) implements LoadedModel {
        Toy(int classes, int batch) {
            this(classes, batch, FloatBuffer.allocate(VALUES * batch));
        }

        @Override
        public FloatBuffer input() {
            return held.rewind();
        }

        @Override
        public long query() {
            return 1L + answer().length;
        }

        @Override
        public float[] answer() {
            float[] answer = new float[classes * batch];
            for (int i = 0; i < answer.length; i++) {
                for (int at = 0; at < VALUES; at++) {
                    answer[i] += held.get(i / classes * VALUES + at);
                }
            }
            return answer;
        }

        @Override
        public void close() {}
    }
}

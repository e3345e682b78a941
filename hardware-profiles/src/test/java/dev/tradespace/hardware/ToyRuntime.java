package dev.tradespace.hardware;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.api.runtime.WorkerSettings;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A runtime with a format of its own: a text with the number of classes. Its answer to an image is that number times the image's sum. */
public final class ToyRuntime implements RuntimePlugin {
    static final ModelFormat FORMAT = new ModelFormat("toy", "model.toy");

    private static final int VALUES = 192;

    public ToyRuntime() {}

    @Override
    public RuntimeDescription describe() {
        return new RuntimeDescription("toy", "Toy", "1", List.of(FORMAT), List.of("fp32", "int8"))
                .mostThreads(2)
                .worker(new WorkerSettings(
                        40,
                        4,
                        List.of("-Dtoy=option"),
                        Map.of("TOY_THREADS", WorkerSettings.THREADS + " of " + WorkerSettings.THREADS)));
    }

    @Override
    public void load() {}

    @Override
    public String version() {
        return String.join(
                " ",
                System.getenv("OMP_NUM_THREADS"),
                System.getenv("OPENBLAS_NUM_THREADS"),
                System.getenv("TOY_THREADS"),
                System.getProperty("toy"));
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

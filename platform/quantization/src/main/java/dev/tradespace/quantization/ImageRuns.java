package dev.tradespace.quantization;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.training.score.Logits;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Runs images through models. */
final class ImageRuns {
    private static final int BATCH = 16;

    private final ModelRunner runner;

    ImageRuns(ModelRunner runner) {
        this.runner = runner;
    }

    /** Takes what a model puts out for one image. */
    interface Output {
        void take(float[] values) throws UnfitCalibration;
    }

    /** Runs images one by one. */
    void each(Path model, InputImages images, Output output) throws UnfitModel, UnfitCalibration {
        try (LoadedModel open = runner.open(model, 1)) {
            for (int i = 0; i < images.size(); i++) {
                images.put(i, open.input());
                output.take(open.answer());
            }
        }
    }

    /** A model's answers, in batches. */
    Logits logits(Path model, InputImages images) throws UnfitModel {
        try (LoadedModel open = runner.open(model, BATCH)) {
            float[] values = {};
            int classes = 0;
            for (int from = 0; from < images.size(); from += BATCH) {
                FloatBuffer input = open.input();
                int end = Math.min(images.size(), from + BATCH);
                for (int i = from; i < end; i++) {
                    images.put(i, input);
                }
                float[] answer = open.answer();
                if (from == 0) {
                    classes = answer.length / BATCH;
                    values = new float[Math.multiplyExact(images.size(), classes)];
                }
                System.arraycopy(answer, 0, values, from * classes, (end - from) * classes);
            }
            return Logits.of(classes, values);
        }
    }
}

package dev.tradespace.quantization;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.training.score.BatchedAnswers;
import dev.tradespace.training.score.Logits;
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
            return BatchedAnswers.of(open, BATCH, images.size(), images::put);
        }
    }
}

package dev.tradespace.training.score;

import dev.tradespace.api.runtime.LoadedModel;
import java.nio.FloatBuffer;

/** Runs any number of images through a model that takes so many at once. */
public final class BatchedAnswers {
    private BatchedAnswers() {}

    /** Puts an image into a model's input. */
    @FunctionalInterface
    public interface ImageInput {
        /**
         * Puts one.
         *
         * @shape {@code [channels, height, width]}, normalised, from the buffer's position on, which moves behind it
         */
        void put(int index, FloatBuffer into);
    }

    /**
     * A model's answers.
     *
     * @param batch how many images it was opened for
     * @param count how many images there are; the rest of the last batch holds images of the one before, whose answers are dropped
     */
    public static Logits of(LoadedModel model, int batch, int count, ImageInput images) {
        float[] values = {};
        int classes = 0;
        for (int from = 0; from < count; from += batch) {
            FloatBuffer input = model.input();
            int end = Math.min(count, from + batch);
            for (int image = from; image < end; image++) {
                images.put(image, input);
            }
            float[] answer = model.answer();
            if (from == 0) {
                classes = answer.length / batch;
                values = new float[Math.multiplyExact(count, classes)];
            }
            System.arraycopy(answer, 0, values, from * classes, (end - from) * classes);
        }
        return new Logits(classes, values);
    }
}

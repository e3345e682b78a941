package dev.tradespace.training.dl4j.train;

import dev.tradespace.training.pipeline.EvaluationBatches;
import dev.tradespace.training.pipeline.ImageBatch;
import dev.tradespace.training.pipeline.LabelledImages;

/** Evaluates a network on the validation split. Used by one thread. */
final class Validator {
    private static final double PERCENT = 100;

    private final DataParallelNetwork learner;
    private final LabelledImages pictures;
    private final EvaluationBatches plain;
    private final ImageBatch batch;

    Validator(DataParallelNetwork learner, LabelledImages pictures, int batch) {
        this.learner = learner;
        this.pictures = pictures;
        this.plain = new EvaluationBatches(pictures);
        this.batch = new ImageBatch(batch, pictures);
    }

    /**
     * How well it answered.
     *
     * @param loss mean cross-entropy, in nats; not finite where an answer is not
     * @param accuracy percent
     */
    record Mark(double loss, double accuracy) {}

    /** Asks about all images. */
    Mark mark() {
        double loss = 0;
        int right = 0;
        for (int first = 0; first < pictures.size(); first += batch.size()) {
            int count = plain.fill(first, batch);
            learner.answer(batch);
            for (int i = 0; i < count; i++) {
                int label = batch.label(i);
                loss += crossEntropy(i, label);
                right += isRight(i, label) ? 1 : 0;
            }
        }
        return new Mark(loss / pictures.size(), PERCENT * right / pictures.size());
    }

    private double crossEntropy(int image, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < learner.classes(); i++) {
            largest = Math.max(largest, learner.logit(image, i));
        }
        double sum = 0;
        for (int i = 0; i < learner.classes(); i++) {
            sum += Math.exp(learner.logit(image, i) - largest);
        }
        return Math.log(sum) + largest - learner.logit(image, label);
    }

    /** The first of equals is the answer, as everywhere. */
    private boolean isRight(int image, int label) {
        float own = learner.logit(image, label);
        for (int i = 0; i < learner.classes(); i++) {
            float other = learner.logit(image, i);
            if (other > own || (other == own && i < label)) {
                return false;
            }
        }
        return true;
    }

    /** What it answers to the first images, row by row. */
    float[] answers(int images) {
        int count = Math.min(images, pictures.size());
        float[] answers = new float[Math.multiplyExact(count, learner.classes())];
        int next = 0;
        for (int first = 0; first < count; first += batch.size()) {
            int filled = plain.fill(first, batch);
            learner.answer(batch);
            for (int i = 0; i < Math.min(filled, count - first); i++) {
                for (int c = 0; c < learner.classes(); c++) {
                    answers[next] = learner.logit(i, c);
                    next++;
                }
            }
        }
        return answers;
    }
}

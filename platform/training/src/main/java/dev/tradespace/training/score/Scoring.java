package dev.tradespace.training.score;

import dev.tradespace.core.training.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares answers with the truth. */
public final class Scoring {
    private static final int BINS = 15;

    private Scoring() {}

    /**
     * The scores of a network.
     *
     * @param dataset the dataset's id
     * @param split {@code test} or {@code validation}
     * @param runtime what gave the answers: {@code onnxruntime 1.28.0}
     * @param logits its answers, finite, at least one
     * @param truths the right class of each image
     * @throws IllegalArgumentException if there is not one truth for each answer, or one is no class
     */
    public static Scores of(String dataset, String split, String runtime, Logits logits, int[] truths) {
        int classes = logits.classes();
        if (truths.length != logits.images()) {
            throw new IllegalArgumentException(
                    "there must be a truth for each of " + logits.images() + " answers, was " + truths.length);
        }
        int top5Correct = 0;
        double crossEntropy = 0;
        Calibration calibration = new Calibration();
        List<Scores.Answer> answers = new ArrayList<>(truths.length);
        for (int image = 0; image < truths.length; image++) {
            int truth = truths[image];
            if (truth < 0 || truth >= classes) {
                throw new IllegalArgumentException(
                        "a truth must be 0 to " + (classes - 1) + ", was " + truth + " of image " + image);
            }
            int answer = logits.answer(image);
            double normaliser = logits.logSumExp(image);
            double confidence = Math.min(1, Math.exp(logits.value(image, answer) - normaliser));
            top5Correct += rank(logits, image, truth) < Scores.TOP ? 1 : 0;
            crossEntropy += normaliser - logits.value(image, truth);
            calibration.add(confidence, answer == truth);
            answers.add(new Scores.Answer(truth, answer, confidence));
        }
        return new Scores(
                dataset,
                split,
                runtime,
                classes,
                top5Correct,
                crossEntropy / truths.length,
                calibration.error(),
                List.of(),
                answers);
    }

    /**
     * How many classes are thought more probable than this one; of equals the first comes first, as in
     * {@link Logits#answer}.
     */
    private static int rank(Logits logits, int image, int clazz) {
        float own = logits.value(image, clazz);
        int rank = 0;
        for (int other = 0; other < logits.classes(); other++) {
            float value = logits.value(image, other);
            rank += value > own || (value == own && other < clazz) ? 1 : 0;
        }
        return rank;
    }

    /**
     * Sorts answers by how sure they are, and compares how sure they are with how often they are right.
     *
     * @source Guo et al. 2017, On calibration of modern neural networks, equation 3: bins of equal width, each open
     *     below and closed above
     */
    private static final class Calibration {
        private final int[] images = new int[BINS];
        private final double[] surplus = new double[BINS];

        void add(double confidence, boolean right) {
            int bin = Math.max(0, (int) Math.ceil(confidence * BINS) - 1);
            images[bin]++;
            surplus[bin] += confidence - (right ? 1 : 0);
        }

        /** A bin's share of the images times the difference of its means: its size cancels out. */
        double error() {
            double apart = Arrays.stream(surplus).map(Math::abs).sum();
            return apart / Arrays.stream(images).sum();
        }
    }
}

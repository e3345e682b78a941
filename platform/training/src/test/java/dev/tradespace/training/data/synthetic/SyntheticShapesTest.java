package dev.tradespace.training.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticShapesTest {
    private final SyntheticShapes shapes = new SyntheticShapes();

    /** Results name this dataset by its digest: a change of the drawing is another dataset. */
    @Test
    void areTheSameOnEveryMachine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Split split : Split.values()) {
            for (int i = 0; i < shapes.size(split); i++) {
                digest.update(shapes.image(split, i).values());
                digest.update((byte) shapes.label(split, i));
            }
        }
        assertEquals(
                SyntheticShapes.DIGEST,
                HexFormat.of().formatHex(digest.digest()).substring(0, 32));
    }

    @Test
    void areColouredOfOneSizeAndEvenlySpreadOverTheClasses() {
        assertEquals(Optional.of(ImageSize.square(32)), shapes.facts().size());
        assertEquals(3, shapes.facts().channels());
        for (Split split : Split.values()) {
            int[] counts = new int[10];
            for (int i = 0; i < shapes.size(split); i++) {
                counts[shapes.label(split, i)]++;
            }
            for (int count : counts) {
                assertEquals(shapes.size(split) / 10, count);
            }
        }
    }

    @Test
    void areDrawnAloneAsInTheirOrder() {
        byte[] alone = new SyntheticShapes().image(Split.TEST, 77).values();
        shapes.image(Split.TEST, 76);
        assertArrayEquals(shapes.image(Split.TEST, 77).values(), alone);
    }

    /** Softmax regression on the pixels reached 24.5% here; the bound is 60%, and chance is 10%. */
    @Test
    void cannotBeToldApartByALinearModel() {
        List<byte[]> images = IntStream.range(0, shapes.size(Split.TRAINING))
                .mapToObj(i -> shapes.image(Split.TRAINING, i).values())
                .toList();
        SoftmaxRegression model = new SoftmaxRegression(32 * 32 * 3, 10);
        for (int epoch = 0; epoch < 4; epoch++) {
            for (int i = 0; i < shapes.size(Split.TRAINING); i++) {
                // Another order than that of the classes; 1,237 and 8,000 have no common divisor.
                int index = i * 1_237 % shapes.size(Split.TRAINING);
                model.learn(images.get(index), shapes.label(Split.TRAINING, index));
            }
        }
        double accuracy = model.accuracy(shapes, Split.TEST);
        System.out.printf("softmax regression on synthetic-shapes: %.1f%%%n", accuracy);
        assertTrue(accuracy < 60, () -> "a linear model reached " + accuracy);
        // It has learned something, or it would say nothing about the shapes.
        assertTrue(accuracy > 12, () -> "the linear model reached only " + accuracy);
    }

    private static final class SoftmaxRegression {
        private static final double RATE = 3e-5;

        private final double[][] weights;

        SoftmaxRegression(int inputs, int classes) {
            weights = new double[classes][inputs + 1];
        }

        private double[] probabilities(byte[] pixels) {
            double[] scores = new double[weights.length];
            double sum = 0;
            for (int c = 0; c < scores.length; c++) {
                double score = weights[c][pixels.length];
                for (int i = 0; i < pixels.length; i++) {
                    score += weights[c][i] * input(pixels[i]);
                }
                scores[c] = Math.exp(score);
                sum += scores[c];
            }
            for (int c = 0; c < scores.length; c++) {
                scores[c] /= sum;
            }
            return scores;
        }

        private static double input(byte pixel) {
            return ((pixel & 0xFF) - 100) / 50.0;
        }

        void learn(byte[] pixels, int label) {
            double[] probabilities = probabilities(pixels);
            for (int c = 0; c < weights.length; c++) {
                double step = RATE * ((c == label ? 1 : 0) - probabilities[c]);
                for (int i = 0; i < pixels.length; i++) {
                    weights[c][i] += step * input(pixels[i]);
                }
                weights[c][pixels.length] += step;
            }
        }

        double accuracy(Dataset dataset, Split split) {
            int right = 0;
            for (int i = 0; i < dataset.size(split); i++) {
                double[] probabilities = probabilities(image(dataset, split, i));
                int best = 0;
                for (int c = 1; c < probabilities.length; c++) {
                    best = probabilities[c] > probabilities[best] ? c : best;
                }
                right += best == dataset.label(split, i) ? 1 : 0;
            }
            return 100.0 * right / dataset.size(split);
        }

        private static byte[] image(Dataset dataset, Split split, int index) {
            return ((SyntheticShapes) dataset).image(split, index).values();
        }
    }
}

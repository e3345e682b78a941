package dev.tradespace.runtimes.deeplearning4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.op.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A written file as a Java program of a user runs it, which knows nothing of ours. */
final class PlainSameDiff {
    /** Outputs are of the order of one; fp32 sums of some thousand terms stay below. */
    static final double TOLERANCE = 1e-4;

    private PlainSameDiff() {}

    /** The outputs for some images, one after the other. */
    static float[] run(Path file, Shape image, float[] images) {
        SameDiff network = SameDiff.load(file.toFile(), false);
        long[] sizes = LongStream.concat(
                        LongStream.of(images.length / image.elements()),
                        IntStream.of(image.toArray()).asLongStream())
                .toArray();
        INDArray input = Nd4j.create(images, sizes, 'c');
        INDArray output = Objects.requireNonNull(
                network.output(Map.of("image", input), "logits").get("logits"));
        return output.dup('c').data().asFloat();
    }

    /** The largest difference of two values, those above 1 taken relative to their size. */
    static double error(double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, "number of values");
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Float.isFinite(actual[i]), "value " + i + " is " + actual[i]);
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]) / Math.max(1, Math.abs(expected[i])));
        }
        return worst;
    }

    /** The distance of the largest value and the smallest. */
    static double spread(double[] values) {
        return DoubleStream.of(values).max().orElseThrow()
                - DoubleStream.of(values).min().orElseThrow();
    }

    /** Normal noise. */
    static float[] noise(long elements, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(elements)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}

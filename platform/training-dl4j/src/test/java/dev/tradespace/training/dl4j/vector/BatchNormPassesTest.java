package dev.tradespace.training.dl4j.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchNormPassesTest {
    /** A mean of thousands of numbers about one, each rounded to 24 bits. */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"4096, 16", "1000, 24", "777, 5", "33, 512", "5, 3000", "1, 7"})
    void findsMeanAndVariance(int rows, int channels) {
        ByteBuffer x = map(random(rows * channels, 1, 3));
        FloatBuffer mean = buffer(channels);
        FloatBuffer variance = buffer(channels);

        new BatchNormPasses(rows, channels).moments(x, mean, variance);

        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += x.getFloat((row * channels + c) * Float.BYTES);
            }
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                squares += Math.pow(x.getFloat((row * channels + c) * Float.BYTES) - sum / rows, 2);
            }
            assertEquals(sum / rows, mean.get(c), TOLERANCE);
            assertEquals(squares / rows, variance.get(c), TOLERANCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"4096, 16", "1000, 24", "777, 5", "33, 512", "5, 3000", "1, 7"})
    void mapsForwardAndBackward(int rows, int channels) {
        int count = rows * channels;
        ByteBuffer x = map(random(count, 1, 3));
        ByteBuffer dy = map(random(count, 2, 0));
        FloatBuffer a = random(channels, 3, 1);
        FloatBuffer b = random(channels, 4, 0);
        FloatBuffer c = random(channels, 5, 0);
        ByteBuffer result = map(buffer(count));
        FloatBuffer sum = buffer(channels);
        FloatBuffer product = buffer(channels);
        BatchNormPasses map = new BatchNormPasses(rows, channels);

        map.affine(x, a, b, result);
        double[] sums = new double[channels];
        double[] products = new double[channels];
        for (int i = 0; i < count; i++) {
            int at = i % channels;
            assertEquals(
                    (double) a.get(at) * x.getFloat(i * Float.BYTES) + b.get(at),
                    result.getFloat(i * Float.BYTES),
                    TOLERANCE);
            sums[at] += dy.getFloat(i * Float.BYTES);
            products[at] += (double) dy.getFloat(i * Float.BYTES) * ((double) x.getFloat(i * Float.BYTES) - a.get(at));
        }
        map.gradientSums(x, dy, a, sum, product);
        for (int at = 0; at < channels; at++) {
            assertEquals(sums[at], sum.get(at), TOLERANCE * Math.max(1, Math.sqrt(rows)));
            assertEquals(products[at], product.get(at), TOLERANCE * Math.max(1, Math.sqrt(rows)) * 10);
        }
        map.inputGradient(x, dy, a, b, c, result);
        for (int i = 0; i < count; i++) {
            int at = i % channels;
            assertEquals(
                    (double) a.get(at) * dy.getFloat(i * Float.BYTES)
                            + (double) b.get(at) * x.getFloat(i * Float.BYTES)
                            + c.get(at),
                    result.getFloat(i * Float.BYTES),
                    TOLERANCE);
        }
    }

    private static FloatBuffer random(int size, long seed, double centre) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatBuffer buffer = buffer(size);
        for (int i = 0; i < size; i++) {
            buffer.put(i, (float) (centre + random.nextDouble(-1, 1)));
        }
        return buffer;
    }

    private static ByteBuffer map(FloatBuffer values) {
        ByteBuffer map =
                ByteBuffer.allocateDirect(values.capacity() * Float.BYTES).order(ByteOrder.nativeOrder());
        map.asFloatBuffer().put(values.duplicate());
        return map;
    }

    private static FloatBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}

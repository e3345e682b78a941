package dev.tradespace.training.dl4j.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.training.dl4j.vector.DepthwiseGradients.Geometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DepthwiseGradientsTest {
    /** Sums of some hundred products of numbers below one, in 24 bits. */
    private static final double TOLERANCE = 2e-4;

    static Stream<Geometry> geometries() {
        return Stream.of(
                new Geometry(2, 8, 8, 32, 8, 8, 3, 3, 1, 1, 1, 1),
                new Geometry(2, 9, 7, 24, 5, 4, 3, 3, 2, 2, 1, 1),
                new Geometry(1, 8, 8, 5, 8, 8, 5, 5, 1, 1, 2, 2),
                new Geometry(3, 8, 8, 17, 4, 4, 5, 5, 2, 2, 1, 2),
                new Geometry(1, 6, 5, 16, 6, 3, 1, 3, 1, 1, 0, 0),
                new Geometry(1, 7, 7, 40, 1, 1, 7, 7, 1, 1, 0, 0),
                new Geometry(1, 6, 6, 8, 2, 2, 2, 2, 3, 3, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void givesTheKernelWhatTheDefinitionGives(Geometry g) {
        FloatBuffer input = random(g.batch() * g.height() * g.width() * g.channels(), 1);
        FloatBuffer gradient = random(g.batch() * g.outputHeight() * g.outputWidth() * g.channels(), 2);
        FloatBuffer result = random(g.kernelHeight() * g.kernelWidth() * g.channels(), 3);
        double[] expected = new double[result.capacity()];
        forEach(g, (x, y, w) -> expected[w] += (double) input.get(x) * gradient.get(y));

        new DepthwiseGradients(g).kernel(input, gradient, result);

        compare(expected, result);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void givesTheInputWhatTheDefinitionGives(Geometry g) {
        FloatBuffer weights = random(g.kernelHeight() * g.kernelWidth() * g.channels(), 1);
        FloatBuffer gradient = random(g.batch() * g.outputHeight() * g.outputWidth() * g.channels(), 2);
        FloatBuffer result = random(g.batch() * g.height() * g.width() * g.channels(), 3);
        double[] expected = new double[result.capacity()];
        forEach(g, (x, y, w) -> expected[x] += (double) weights.get(w) * gradient.get(y));

        new DepthwiseGradients(g).input(weights, gradient, result);

        compare(expected, result);
    }

    private static void compare(double[] expected, FloatBuffer actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.get(i), TOLERANCE, "element " + i);
        }
    }

    private interface Product {
        void of(int input, int output, int weight);
    }

    /** Every product of the convolution's definition. */
    private static void forEach(Geometry g, Product product) {
        for (int n = 0; n < g.batch(); n++) {
            for (int row = 0; row < g.outputHeight(); row++) {
                for (int column = 0; column < g.outputWidth(); column++) {
                    for (int i = 0; i < g.kernelHeight(); i++) {
                        for (int j = 0; j < g.kernelWidth(); j++) {
                            int y = row * g.strideHeight() + i - g.top();
                            int x = column * g.strideWidth() + j - g.left();
                            if (y < 0 || y >= g.height() || x < 0 || x >= g.width()) {
                                continue;
                            }
                            for (int c = 0; c < g.channels(); c++) {
                                product.of(
                                        ((n * g.height() + y) * g.width() + x) * g.channels() + c,
                                        ((n * g.outputHeight() + row) * g.outputWidth() + column) * g.channels() + c,
                                        (i * g.kernelWidth() + j) * g.channels() + c);
                            }
                        }
                    }
                }
            }
        }
    }

    private static FloatBuffer random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatBuffer buffer = ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < size; i++) {
            buffer.put(i, (float) random.nextDouble(-1, 1));
        }
        return buffer;
    }
}

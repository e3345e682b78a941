package dev.tradespace.training.dl4j.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.training.dl4j.vector.DepthwiseGradients.Geometry;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelGradientTest {
    /** Sums of some hundred products of numbers below one, in 24 bits. */
    private static final double TOLERANCE = 2e-4;

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(new Geometry(2, 8, 8, 16, 8, 8, 3, 3, 1, 1, 1, 1), 16),
                Arguments.of(new Geometry(2, 9, 7, 3, 5, 4, 3, 3, 2, 2, 1, 1), 24),
                Arguments.of(new Geometry(1, 8, 8, 5, 8, 8, 5, 5, 1, 1, 2, 2), 3),
                Arguments.of(new Geometry(3, 8, 8, 17, 4, 4, 5, 5, 2, 2, 1, 2), 11),
                Arguments.of(new Geometry(1, 6, 5, 40, 6, 3, 1, 3, 1, 1, 0, 0), 8),
                Arguments.of(new Geometry(1, 8, 8, 3, 2, 2, 4, 4, 4, 4, 0, 0), 1));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void isWhatTheDefinitionSays(Geometry g, int outputs) {
        FloatBuffer input = random(g.batch() * g.height() * g.width() * g.channels(), 1);
        FloatBuffer gradient = random(g.batch() * g.outputHeight() * g.outputWidth() * outputs, 2);
        FloatBuffer result = random(g.kernelHeight() * g.kernelWidth() * g.channels() * outputs, 3);
        KernelGradient computed = new KernelGradient(g, outputs);

        computed.of(input, gradient, result);
        // A second time, so that nothing of the first is left.
        computed.of(input, gradient, result);

        for (int i = 0; i < g.kernelHeight(); i++) {
            for (int j = 0; j < g.kernelWidth(); j++) {
                for (int c = 0; c < g.channels(); c++) {
                    for (int o = 0; o < outputs; o++) {
                        int index = ((i * g.kernelWidth() + j) * g.channels() + c) * outputs + o;
                        assertEquals(
                                expected(g, outputs, input, gradient, i, j, c, o),
                                result.get(index),
                                TOLERANCE,
                                "element " + index);
                    }
                }
            }
        }
    }

    private static double expected(
            Geometry g, int outputs, FloatBuffer input, FloatBuffer gradient, int i, int j, int c, int o) {
        double sum = 0;
        for (int n = 0; n < g.batch(); n++) {
            for (int row = 0; row < g.outputHeight(); row++) {
                for (int column = 0; column < g.outputWidth(); column++) {
                    int y = row * g.strideHeight() + i - g.top();
                    int x = column * g.strideWidth() + j - g.left();
                    if (y >= 0 && y < g.height() && x >= 0 && x < g.width()) {
                        int position = (n * g.outputHeight() + row) * g.outputWidth() + column;
                        sum += (double) input.get(((n * g.height() + y) * g.width() + x) * g.channels() + c)
                                * gradient.get(position * outputs + o);
                    }
                }
            }
        }
        return sum;
    }

    private static FloatBuffer random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatBuffer buffer = FloatBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            buffer.put(i, (float) random.nextDouble(-1, 1));
        }
        return buffer;
    }
}

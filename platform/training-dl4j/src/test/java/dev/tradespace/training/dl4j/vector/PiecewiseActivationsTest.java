package dev.tradespace.training.dl4j.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The functions of one number and the softmax, against double precision. */
class PiecewiseActivationsTest {
    /** No multiple of any block or vector. */
    private static final int COUNT = 5003;

    private static final double STEP = 1e-5;

    @Test
    void silu() {
        Silu silu = new Silu();
        DoubleUnaryOperator exact = x -> x / (1 + Math.exp(-x));
        FloatBuffer x = random(COUNT, 1, 8);
        FloatBuffer y = random(COUNT, 2, 1);
        silu.forward(x, y, COUNT);
        compare(x, y, exact, 1e-6);
        FloatBuffer gradient = random(COUNT, 3, 1);
        silu.backward(x, gradient, y, COUNT);
        compareSlope(x, gradient, y, exact);
    }

    @Test
    void gelu() {
        Gelu gelu = new Gelu();
        FloatBuffer x = random(COUNT, 1, 6);
        FloatBuffer y = random(COUNT, 2, 1);
        gelu.forward(x, y, COUNT);
        // The error function's 1.5e-7 times half of x.
        compare(x, y, PiecewiseActivationsTest::gelu, 2e-6);
        FloatBuffer gradient = random(COUNT, 3, 1);
        gelu.backward(x, gradient, y, COUNT);
        compareSlope(x, gradient, y, PiecewiseActivationsTest::gelu);
    }

    @Test
    void rectifiersPassTheGradientWhereTheyRise() {
        FloatBuffer output = random(COUNT, 1, 8);
        FloatBuffer gradient = random(COUNT, 2, 1);
        FloatBuffer dx = buffer(COUNT);
        for (float ceiling : new float[] {6, Float.POSITIVE_INFINITY}) {
            new ReluGradient(ceiling).backward(output, gradient, dx, COUNT);
            for (int i = 0; i < COUNT; i++) {
                float y = output.get(i);
                assertEquals(y > 0 && y < ceiling ? gradient.get(i) : 0, dx.get(i), "at " + y);
            }
        }
    }

    @Test
    void theEndsOfTheLineStayFinite() {
        FloatBuffer x = buffer(4);
        x.put(0, new float[] {-1e30f, -200, 200, 1e30f});
        FloatBuffer y = buffer(4);
        new Silu().forward(x, y, 4);
        assertEquals(0, y.get(1), 1e-30);
        assertEquals(200, y.get(2));
        new Gelu().forward(x, y, 4);
        assertEquals(0, y.get(0), 0);
        assertEquals(1e30f, y.get(3));
    }

    @Test
    void softmaxOfRows() {
        int rows = 37;
        for (int width : new int[] {1, 5, 16, 65}) {
            FloatBuffer logits = random(rows * width, 4, 30);
            FloatBuffer gradient = random(rows * width, 5, 1);
            FloatBuffer p = buffer(rows * width);
            FloatBuffer dx = buffer(rows * width);
            RowSoftmax softmax = new RowSoftmax(width);
            softmax.forward(logits, p, rows);
            softmax.backward(p, gradient, dx, rows);
            for (int row = 0; row < rows; row++) {
                double[] expected = softmax(logits, row * width, width);
                double mean = 0;
                for (int i = 0; i < width; i++) {
                    assertEquals(expected[i], p.get(row * width + i), 1e-6);
                    mean += expected[i] * gradient.get(row * width + i);
                }
                for (int i = 0; i < width; i++) {
                    assertEquals(expected[i] * (gradient.get(row * width + i) - mean), dx.get(row * width + i), 1e-6);
                }
            }
        }
    }

    private static double[] softmax(FloatBuffer logits, int from, int width) {
        double[] powers = new double[width];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < width; i++) {
            highest = Math.max(highest, logits.get(from + i));
        }
        double sum = 0;
        for (int i = 0; i < width; i++) {
            powers[i] = Math.exp(logits.get(from + i) - highest);
            sum += powers[i];
        }
        for (int i = 0; i < width; i++) {
            powers[i] /= sum;
        }
        return powers;
    }

    /** By Simpson's rule on the density, another way than the code's. */
    private static double gelu(double x) {
        int parts = 400;
        double width = x / parts;
        double sum = 0;
        for (int i = 0; i <= parts; i++) {
            double at = i * width;
            sum += Math.exp(-at * at / 2) * (i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return x * (0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI));
    }

    private static void compare(FloatBuffer x, FloatBuffer y, DoubleUnaryOperator exact, double tolerance) {
        for (int i = 0; i < COUNT; i++) {
            assertEquals(exact.applyAsDouble(x.get(i)), y.get(i), tolerance, "at " + x.get(i));
        }
    }

    private static void compareSlope(FloatBuffer x, FloatBuffer gradient, FloatBuffer dx, DoubleUnaryOperator exact) {
        for (int i = 0; i < COUNT; i++) {
            double at = x.get(i);
            double slope = (exact.applyAsDouble(at + STEP) - exact.applyAsDouble(at - STEP)) / (2 * STEP);
            assertEquals(slope * gradient.get(i), dx.get(i), 2e-6, "at " + at);
        }
    }

    private static FloatBuffer random(int size, long seed, double range) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatBuffer buffer = buffer(size);
        for (int i = 0; i < size; i++) {
            buffer.put(i, (float) random.nextDouble(-range, range));
        }
        return buffer;
    }

    private static FloatBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}

package dev.tradespace.training.dl4j.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TallProductTest {
    /** Sums of at most a thousand products of numbers below one, in 24 bits. */
    private static final double TOLERANCE = 2e-4;

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "600, 24, 96", "300, 17, 10", "100, 256, 200", "40, 1000, 130", "20, 3000, 300"})
    void multipliesRows(int rows, int inner, int columns) {
        INDArray left = random(1, rows, inner);
        INDArray right = random(2, inner, columns);
        INDArray bias = random(3, 1, columns);
        INDArray plain = random(4, rows, columns);
        INDArray biased = random(5, rows, columns);

        TallProduct.of(left, right, null, plain).run();
        TallProduct.of(left, right, bias, biased).run();

        double scale = Math.max(1, Math.sqrt(inner / 100.0));
        for (int row = 0; row < rows; row += 1 + rows / 50) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = 0; i < inner; i++) {
                    sum += left.getDouble(row, i) * right.getDouble(i, column);
                }
                assertEquals(sum, plain.getDouble(row, column), TOLERANCE * scale);
                assertEquals(sum + bias.getDouble(0, column), biased.getDouble(row, column), TOLERANCE * scale);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "300, 24, 96", "200, 150, 140", "129, 17, 10"})
    void sumsOverRows(int rows, int m, int n) {
        INDArray left = random(1, rows, m);
        INDArray right = random(2, rows, n);
        INDArray result = random(3, m, n);
        Runnable sums = TallProduct.sums(left, right, result);

        sums.run();
        // A second time, so that nothing of the first is left.
        sums.run();

        for (int i = 0; i < m; i += 1 + m / 20) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum += left.getDouble(row, i) * right.getDouble(row, j);
                }
                assertEquals(sum, result.getDouble(i, j), TOLERANCE);
            }
        }
    }

    private static INDArray random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray array = Floats.zeros(shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextDouble(-1, 1));
        }
        return array;
    }
}

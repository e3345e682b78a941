package dev.tradespace.core.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    /** Condition numbers here are below 100, so that an error stays near the precision of a double. */
    private static final double ROUNDED = 1e-10;

    private static double[][] positiveDefinite(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] a = new double[size][size];
        for (double[] row : a) {
            for (int j = 0; j < size; j++) {
                row[j] = random.nextDouble() - 0.5;
            }
        }
        double[][] product = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                product[i][j] = Cholesky.dot(a[i], a[j], size) + (i == j ? 1 : 0);
            }
        }
        return product;
    }

    private static double[][] factorOf(double[][] matrix) {
        double[][] factor = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            factor[i] = matrix[i].clone();
        }
        assertTrue(Cholesky.factor(factor));
        return factor;
    }

    @Test
    void factorsTheExampleWorkedByHand() {
        double[][] factor = factorOf(new double[][] {{4, 12, -16}, {12, 37, -43}, {-16, -43, 98}});
        assertEquals(2, factor[0][0]);
        assertEquals(6, factor[1][0]);
        assertEquals(1, factor[1][1]);
        assertEquals(-8, factor[2][0]);
        assertEquals(5, factor[2][1]);
        assertEquals(3, factor[2][2]);
    }

    @Test
    void forwardAndBackwardSolveTheSystem() {
        double[][] matrix = positiveDefinite(9, 3);
        double[] b = {1, -2, 3, 0.5, 0, 4, -1, 2, 7};
        double[][] factor = factorOf(matrix);
        double[] x = Cholesky.backward(factor, b.length, Cholesky.forward(factor, b.length, b));
        double[] product = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            product[i] = Cholesky.dot(matrix[i], x, b.length);
        }
        assertArrayEquals(b, product, ROUNDED);
    }

    @Test
    void theInverseTimesTheMatrixIsTheIdentity() {
        double[][] matrix = positiveDefinite(7, 11);
        double[][] lower = Cholesky.inverse(factorOf(matrix));
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double sum = 0;
                for (int k = 0; k < matrix.length; k++) {
                    sum += (k <= i ? lower[i][k] : lower[k][i]) * matrix[k][j];
                }
                assertEquals(i == j ? 1 : 0, sum, ROUNDED);
            }
        }
    }

    @Test
    void saysThatAMatrixIsNotPositiveDefinite() {
        assertFalse(Cholesky.factor(new double[][] {{1, 2}, {2, 1}}));
    }
}

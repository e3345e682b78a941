package dev.tradespace.core.statistics;

/** Lower triangular factors L of symmetric positive definite matrices L L', kept by rows; row i needs i + 1 places. */
public final class Cholesky {
    private static final double LEAST_PIVOT = 1e-12;

    private Cholesky() {}

    /** Overwrites the lower triangle of a matrix with its factor; false where it is not positive definite. */
    public static boolean factor(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            if (!row(matrix, matrix[i], i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Turns row i of the matrix into row i of the factor, whose rows before it are done; false where the matrix is not
     * positive definite.
     */
    public static boolean row(double[][] factor, double[] row, int i) {
        double sum = 0;
        for (int j = 0; j < i; j++) {
            double value = (row[j] - dot(row, factor[j], j)) / factor[j][j];
            row[j] = value;
            sum += value * value;
        }
        double pivot = row[i] - sum;
        row[i] = Math.sqrt(Math.max(pivot, LEAST_PIVOT));
        return pivot > LEAST_PIVOT;
    }

    /** The product of the first places of two rows, in four sums that do not wait for each other. */
    public static double dot(double[] a, double[] b, int places) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < places; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < places; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    /** The solution y of L y = b. */
    public static double[] forward(double[][] factor, int size, double[] b) {
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            y[i] = (b[i] - dot(factor[i], y, i)) / factor[i][i];
        }
        return y;
    }

    /** The solution x of L' x = y. */
    public static double[] backward(double[][] factor, int size, double[] y) {
        double[] x = new double[size];
        System.arraycopy(y, 0, x, 0, size);
        for (int i = size - 1; i >= 0; i--) {
            double[] row = factor[i];
            double value = x[i] / row[i];
            x[i] = value;
            for (int j = 0; j < i; j++) {
                x[j] -= value * row[j];
            }
        }
        return x;
    }

    /** The lower triangle of the inverse of L L'. */
    public static double[][] inverse(double[][] factor) {
        int size = factor.length;
        double[][] ofFactor = inverseOfFactor(factor);
        double[][] inverse = new double[size][size];
        for (double[] from : ofFactor) {
            for (int i = 0; i < from.length; i++) {
                double by = from[i];
                double[] to = inverse[i];
                for (int j = 0; j <= i; j++) {
                    to[j] += by * from[j];
                }
            }
        }
        return inverse;
    }

    /** The rows of the inverse of L, row i having i + 1 places. */
    private static double[][] inverseOfFactor(double[][] factor) {
        double[][] rows = new double[factor.length][];
        for (int i = 0; i < factor.length; i++) {
            double[] row = new double[i + 1];
            for (int k = 0; k < i; k++) {
                double by = factor[i][k];
                double[] from = rows[k];
                for (int j = 0; j <= k; j++) {
                    row[j] -= by * from[j];
                }
            }
            row[i] = 1;
            for (int j = 0; j <= i; j++) {
                row[j] /= factor[i][i];
            }
            rows[i] = row;
        }
        return rows;
    }
}

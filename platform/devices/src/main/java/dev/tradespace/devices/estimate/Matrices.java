package dev.tradespace.devices.estimate;

import dev.tradespace.core.statistics.Cholesky;

/** Products and inverses of small dense matrices, kept by rows. */
final class Matrices {
    private Matrices() {}

    /** The inverse of a symmetric positive definite matrix, which is left as it was. */
    static double[][] inverse(double[][] symmetric) {
        int size = symmetric.length;
        double[][] factor = new double[size][];
        for (int i = 0; i < size; i++) {
            factor[i] = symmetric[i].clone();
        }
        Cholesky.factor(factor);
        double[][] inverse = Cholesky.inverse(factor);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                inverse[j][i] = inverse[i][j];
            }
        }
        return inverse;
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            product[i] = product(a[i], b);
        }
        return product;
    }

    /** A row times a matrix. */
    static double[] product(double[] row, double[][] matrix) {
        double[] product = new double[matrix.length == 0 ? 0 : matrix[0].length];
        for (int k = 0; k < row.length; k++) {
            addScaled(product, row[k], matrix[k]);
        }
        return product;
    }

    static void addScaled(double[] to, double times, double[] row) {
        for (int j = 0; j < to.length; j++) {
            to[j] += times * row[j];
        }
    }

    /** Adds the outer product of a vector with itself. */
    static void addOuter(double[][] to, double[] vector) {
        for (int i = 0; i < to.length; i++) {
            addScaled(to[i], vector[i], vector);
        }
    }

    static double dot(double[] a, double[] b) {
        return Cholesky.dot(a, b, a.length);
    }

    static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        addScaled(difference, -1, b);
        return difference;
    }
}

package dev.tradespace.search.guided;

import dev.tradespace.core.statistics.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gaussian process over rows (observations) with an incrementally updated posterior at columns (candidates): a new row
 * costs O(rows * columns), a new value for the last row O(columns). A row without a value has its posterior mean, so
 * that it narrows the uncertainty around it and moves nothing else.
 *
 * @source Rasmussen &amp; Williams 2006, "Gaussian Processes for Machine Learning", algorithm 2.1; Ginsbourger, Le
 *     Riche &amp; Carraro 2010, "Kriging is well-suited to parallelize optimization" (the kriging believer)
 */
final class GaussianProcess {
    private final Kernel kernel;
    private final FeatureColumns columns;
    private final List<double[]> points = new ArrayList<>();
    private double[][] factor = new double[16][];
    private double[] values = new double[16];
    private boolean[] valued = new boolean[16];
    private double[] whitened = new double[16];
    private double[][] projections = new double[16][];
    private final double[] means;
    private final double[] variances;

    /** A process without rows. */
    GaussianProcess(Kernel kernel, FeatureColumns columns) {
        this.kernel = kernel;
        this.columns = columns;
        means = new double[columns.count()];
        variances = new double[columns.count()];
        Arrays.fill(variances, Kernel.LEVEL + kernel.smooth());
        for (int f = 0; f < columns.width(); f++) {
            double[] column = columns.feature(f);
            double weight = kernel.linear() * kernel.weight(f);
            for (int c = 0; c < column.length; c++) {
                variances[c] += weight * column[c] * column[c];
            }
        }
    }

    int rows() {
        return points.size();
    }

    /** The posterior mean at a column. */
    double mean(int column) {
        return means[column];
    }

    /**
     * The predictive variance at a column, noise included: an architecture is evaluated once, and what is seen then is
     * its value.
     */
    double variance(int column) {
        return Math.max(0, variances[column]) + kernel.noise();
    }

    /** Adds a row without a value. */
    void add(double[] point) {
        int i = points.size();
        if (i == factor.length) {
            grow();
        }
        double[] row = new double[i + 1];
        for (int j = 0; j < i; j++) {
            row[j] = kernel.covariance(point, points.get(j));
        }
        row[i] = kernel.covariance(point, point) + kernel.noise();
        Cholesky.row(factor, row, i);
        factor[i] = row;
        points.add(point);
        values[i] = Cholesky.dot(row, whitened, i);
        projections[i] = project(point, row);
        for (int c = 0; c < variances.length; c++) {
            variances[c] -= projections[i][c] * projections[i][c];
        }
    }

    private void grow() {
        int size = 2 * factor.length;
        factor = Arrays.copyOf(factor, size);
        values = Arrays.copyOf(values, size);
        valued = Arrays.copyOf(valued, size);
        whitened = Arrays.copyOf(whitened, size);
        projections = Arrays.copyOf(projections, size);
    }

    /** The new row of the inverse factor times the covariances with the columns, four rows at a time. */
    private double[] project(double[] point, double[] row) {
        int last = row.length - 1;
        int count = columns.count();
        double[] own = new double[count];
        kernel.covariances(point, columns, own);
        int j = 0;
        for (; j + 3 < last; j += 4) {
            double by0 = row[j];
            double by1 = row[j + 1];
            double by2 = row[j + 2];
            double by3 = row[j + 3];
            double[] row0 = projections[j];
            double[] row1 = projections[j + 1];
            double[] row2 = projections[j + 2];
            double[] row3 = projections[j + 3];
            for (int c = 0; c < count; c++) {
                own[c] -= by0 * row0[c] + by1 * row1[c] + by2 * row2[c] + by3 * row3[c];
            }
        }
        for (; j < last; j++) {
            double by = row[j];
            double[] before = projections[j];
            for (int c = 0; c < count; c++) {
                own[c] -= by * before[c];
            }
        }
        double by = 1 / row[last];
        for (int c = 0; c < count; c++) {
            own[c] *= by;
        }
        return own;
    }

    /** Gives a row a value, or another one. */
    void set(int row, double value) {
        values[row] = value;
        valued[row] = true;
        settle(row);
    }

    /** Gives every row that has a value another one, on another scale. */
    void setAll(double[] all) {
        for (int i = 0; i < all.length; i++) {
            values[i] = valued[i] ? all[i] : values[i];
        }
        settle(0);
    }

    /** Brings the rows from one on and the means into line with the values. */
    private void settle(int from) {
        for (int i = from; i < points.size(); i++) {
            double expected = Cholesky.dot(factor[i], whitened, i);
            if (!valued[i]) {
                values[i] = expected;
            }
            double now = (values[i] - expected) / factor[i][i];
            double change = now - whitened[i];
            whitened[i] = now;
            if (change != 0) {
                double[] projection = projections[i];
                for (int c = 0; c < means.length; c++) {
                    means[c] += change * projection[c];
                }
            }
        }
    }

    /** Updates a column whose configuration was replaced; O(rows^2). */
    void refresh(int column) {
        double[] point = columns.at(column);
        double[] own = new double[points.size()];
        double mean = 0;
        double variance = kernel.covariance(point, point);
        for (int i = 0; i < own.length; i++) {
            double covariance = kernel.covariance(point, points.get(i));
            own[i] = (covariance - Cholesky.dot(factor[i], own, i)) / factor[i][i];
            projections[i][column] = own[i];
            mean += own[i] * whitened[i];
            variance -= own[i] * own[i];
        }
        means[column] = mean;
        variances[column] = variance;
    }

    /** The posterior mean at other columns than its own; O(rows * columns). */
    double[] means(FeatureColumns others) {
        double[] alpha = Cholesky.backward(factor, points.size(), whitened);
        double[] sum = new double[others.count()];
        double[] covariances = new double[others.count()];
        for (int i = 0; i < alpha.length; i++) {
            kernel.covariances(points.get(i), others, covariances);
            for (int c = 0; c < sum.length; c++) {
                sum[c] += alpha[i] * covariances[c];
            }
        }
        return sum;
    }
}

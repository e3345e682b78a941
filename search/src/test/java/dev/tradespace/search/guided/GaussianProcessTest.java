package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
    private static final int ROWS = 23;

    private final Landscape landscape = new Landscape(5, 1);
    private final Encoding encoding = new Encoding(landscape.space, 0);
    private final Kernel kernel = new Kernel(encoding, Prior.over(encoding).means());
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<double[]> points = points(ROWS);
    private final List<double[]> others = points(17);

    private List<double[]> points(int count) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(encoding.encode(landscape.space.random(random), new double[0]));
        }
        return points;
    }

    private FeatureColumns columns(List<double[]> features) {
        return FeatureColumns.of(
                features.stream()
                        .map(one -> new Candidate(landscape.space.defaults(), "", new double[0], one))
                        .toList(),
                encoding.features());
    }

    @Test
    void agreesWithTheDenseSolutionInWhateverOrderValuesCome() {
        GaussianProcess process = new GaussianProcess(kernel, columns(others));
        points.forEach(process::add);
        double[] values = random.doubles(ROWS, -2, 2).toArray();
        for (int i = ROWS - 1; i >= 0; i--) {
            process.set(i, 9);
        }
        process.setAll(values);
        process.set(3, values[3]);
        double[] means = process.means(columns(others));
        for (int c = 0; c < others.size(); c++) {
            double[] dense = dense(others.get(c), values);
            assertEquals(dense[0], process.mean(c), 1e-9);
            assertEquals(dense[0], means[c], 1e-9);
            assertEquals(dense[1], process.variance(c), 1e-9);
        }
    }

    @Test
    void aRowWithoutAValueMovesNoMeanAndNarrowsTheUncertainty() {
        GaussianProcess process = new GaussianProcess(kernel, columns(others));
        process.add(points.get(0));
        process.set(0, 1.5);
        double mean = process.mean(0);
        double variance = process.variance(0);
        process.add(others.get(0));
        assertEquals(mean, process.mean(0), 1e-12);
        assertEquals(true, process.variance(0) < variance);
    }

    @Test
    void aColumnCanBeReplaced() {
        FeatureColumns columns = columns(others);
        GaussianProcess process = new GaussianProcess(kernel, columns);
        double[] values = random.doubles(ROWS, -2, 2).toArray();
        for (int i = 0; i < ROWS; i++) {
            process.add(points.get(i));
            process.set(i, values[i]);
        }
        double[] fresh = points(1).get(0);
        columns.put(4, fresh);
        process.refresh(4);
        assertEquals(dense(fresh, values)[0], process.mean(4), 1e-9);
        assertEquals(dense(fresh, values)[1], process.variance(4), 1e-9);
        process.add(others.get(1));
        process.set(ROWS, 0.3);
    }

    /** Mean and variance by Gauss-Jordan elimination of the whole matrix. */
    private double[] dense(double[] at, double[] values) {
        int n = values.length;
        double[][] matrix = new double[n][n + 2];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = kernel.covariance(points.get(i), points.get(j)) + (i == j ? kernel.noise() : 0);
            }
            matrix[i][n] = values[i];
            matrix[i][n + 1] = kernel.covariance(points.get(i), at);
        }
        for (int i = 0; i < n; i++) {
            double pivot = matrix[i][i];
            for (int j = 0; j < n + 2; j++) {
                matrix[i][j] /= pivot;
            }
            for (int k = 0; k < n; k++) {
                double by = matrix[k][i];
                for (int j = 0; k != i && j < n + 2; j++) {
                    matrix[k][j] -= by * matrix[i][j];
                }
            }
        }
        double mean = 0;
        double variance = kernel.covariance(at, at) + kernel.noise();
        for (int i = 0; i < n; i++) {
            double covariance = kernel.covariance(points.get(i), at);
            mean += covariance * matrix[i][n];
            variance -= covariance * matrix[i][n + 1];
        }
        return new double[] {mean, variance};
    }
}

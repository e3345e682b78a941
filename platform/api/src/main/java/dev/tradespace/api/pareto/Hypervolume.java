package dev.tradespace.api.pareto;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The volume that a set of points dominates within a reference point; all objectives are minimised.
 *
 * @source While, Bradstreet &amp; Barone 2012, "A fast way of calculating exact hypervolumes" (WFG)
 */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * The hypervolume; O(n log n) for one and two objectives. Points that do not lie strictly within the reference add
     * nothing; one that lies within it infinitely far makes the volume infinite.
     *
     * @param points of the reference's length, no NaN; dominated and equal ones may be among them
     * @param reference the corner that bounds the volume, finite
     */
    public static double of(double[][] points, double[] reference) {
        for (double bound : reference) {
            if (!Double.isFinite(bound)) {
                throw new IllegalArgumentException("the reference must be finite, was " + Arrays.toString(reference));
            }
        }
        double[][] inside =
                Arrays.stream(points).filter(point -> within(point, reference)).toArray(double[][]::new);
        for (double[] point : inside) {
            for (double value : point) {
                if (value == Double.NEGATIVE_INFINITY) {
                    return Double.POSITIVE_INFINITY;
                }
            }
        }
        return wfg(front(inside), reference);
    }

    private static boolean within(double[] point, double[] reference) {
        if (point.length != reference.length) {
            throw new IllegalArgumentException(
                    "points must have " + reference.length + " values, was " + Arrays.toString(point));
        }
        for (int i = 0; i < point.length; i++) {
            if (Double.isNaN(point[i])) {
                throw new IllegalArgumentException("points must have no NaN, was " + Arrays.toString(point));
            }
            if (point[i] >= reference[i]) {
                return false;
            }
        }
        return true;
    }

    /** The non-dominated points, each once, worst first objective first. */
    private static double[][] front(double[][] points) {
        boolean[] best = Dominance.nonDominated(points);
        double[][] sorted = IntStream.range(0, points.length)
                .filter(i -> best[i])
                .mapToObj(i -> points[i])
                .sorted((a, b) -> Dominance.lexicographic(b, a))
                .toArray(double[][]::new);
        int size = 0;
        for (double[] point : sorted) {
            if (size == 0 || Dominance.lexicographic(point, sorted[size - 1]) != 0) {
                sorted[size++] = point;
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    private static double wfg(double[][] front, double[] reference) {
        if (reference.length <= 2) {
            return staircase(front, reference);
        }
        double[] rest = Arrays.copyOfRange(reference, 1, reference.length);
        double volume = 0;
        for (int i = 0; i < front.length; i++) {
            double[] own = Arrays.copyOfRange(front[i], 1, reference.length);
            volume += (reference[0] - front[i][0]) * (box(own, rest) - wfg(front(limited(front, i)), rest));
        }
        return volume;
    }

    /**
     * The later points as far as they lie within the box of point {@code i}, without the first objective: there all
     * later ones are better, so within the box they reach to its end.
     */
    private static double[][] limited(double[][] front, int i) {
        double[][] limited = new double[front.length - i - 1][];
        for (int j = 0; j < limited.length; j++) {
            double[] later = front[i + 1 + j];
            double[] point = new double[later.length - 1];
            for (int k = 0; k < point.length; k++) {
                point[k] = Math.max(later[k + 1], front[i][k + 1]);
            }
            limited[j] = point;
        }
        return limited;
    }

    private static double staircase(double[][] front, double[] reference) {
        if (reference.length == 1) {
            return front.length == 0 ? 0 : reference[0] - front[0][0];
        }
        double volume = 0;
        double right = reference[0];
        for (double[] point : front) {
            volume += (right - point[0]) * (reference[1] - point[1]);
            right = point[0];
        }
        return volume;
    }

    private static double box(double[] point, double[] reference) {
        double volume = 1;
        for (int i = 0; i < point.length; i++) {
            volume *= reference[i] - point[i];
        }
        return volume;
    }
}

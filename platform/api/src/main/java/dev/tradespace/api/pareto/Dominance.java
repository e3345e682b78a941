package dev.tradespace.api.pareto;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Pareto dominance among points to be minimised.
 *
 * @source Kung, Luccio &amp; Preparata 1975 (the sweep for two objectives)
 */
public final class Dominance {
    private Dominance() {}

    /** Whether {@code a} is at least as good as {@code b} everywhere and better somewhere. */
    public static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            better |= a[i] < b[i];
        }
        return better;
    }

    /**
     * For each point, whether no other dominates it; equal points stand or fall together. O(n log n) for one and two
     * objectives; for more, O(n f) with f the size of the front.
     *
     * @param points of one length, no NaN
     */
    public static boolean[] nonDominated(double[][] points) {
        boolean[] best = new boolean[points.length];
        if (points.length == 0) {
            return best;
        }
        int objectives = points[0].length;
        for (double[] point : points) {
            if (point.length != objectives || holdsNaN(point)) {
                throw new IllegalArgumentException(
                        "points must have " + objectives + " values and no NaN, was " + Arrays.toString(point));
            }
        }
        Integer[] order = new Integer[points.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(i -> points[i], Dominance::lexicographic));
        if (objectives <= 2) {
            sweep(points, order, best);
        } else {
            filter(points, order, best);
        }
        return best;
    }

    private static boolean holdsNaN(double[] point) {
        for (double value : point) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /**
     * In lexicographic order a point is dominated exactly if an earlier, unequal one is at least as good in the last
     * objective.
     */
    private static void sweep(double[][] points, Integer[] order, boolean[] best) {
        int last = points[0].length - 1;
        double[] champion = points[order[0]];
        for (int index : order) {
            double[] point = points[index];
            if (lexicographic(point, champion) == 0) {
                best[index] = true;
            } else if (last == 1 && point[1] < champion[1]) {
                best[index] = true;
                champion = point;
            }
        }
    }

    /** In lexicographic order nothing later dominates anything earlier, so each point meets the front so far only. */
    private static void filter(double[][] points, Integer[] order, boolean[] best) {
        double[][] front = new double[points.length][];
        int size = 0;
        for (int index : order) {
            boolean dominated = false;
            for (int i = 0; i < size && !dominated; i++) {
                dominated = dominates(front[i], points[index]);
            }
            if (!dominated) {
                best[index] = true;
                front[size++] = points[index];
            }
        }
    }

    static int lexicographic(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return a[i] < b[i] ? -1 : 1;
            }
        }
        return 0;
    }
}

package dev.tradespace.api.pareto;

/** The definitions themselves, without any thought for speed. */
final class BruteForce {
    private BruteForce() {}

    static boolean[] nonDominated(double[][] points) {
        boolean[] best = new boolean[points.length];
        for (int i = 0; i < points.length; i++) {
            best[i] = true;
            for (double[] other : points) {
                boolean nowhereWorse = true;
                boolean somewhereBetter = false;
                for (int k = 0; k < other.length; k++) {
                    nowhereWorse &= other[k] <= points[i][k];
                    somewhereBetter |= other[k] < points[i][k];
                }
                best[i] &= !(nowhereWorse && somewhereBetter);
            }
        }
        return best;
    }

    /** The number of unit cells of the grid below {@code side} that some point dominates; points are whole numbers. */
    static long cells(double[][] points, int dimensions, int side) {
        long cells = 0;
        int[] cell = new int[dimensions];
        while (true) {
            for (double[] point : points) {
                boolean inside = true;
                for (int k = 0; k < dimensions; k++) {
                    inside &= point[k] <= cell[k];
                }
                if (inside) {
                    cells++;
                    break;
                }
            }
            int axis = 0;
            while (axis < dimensions && ++cell[axis] == side) {
                cell[axis++] = 0;
            }
            if (axis == dimensions) {
                return cells;
            }
        }
    }

    /** The volume of the union of boxes by inclusion and exclusion over all subsets. */
    static double inclusionExclusion(double[][] points, double[] reference) {
        double volume = 0;
        for (int subset = 1; subset < 1 << points.length; subset++) {
            double box = Integer.bitCount(subset) % 2 == 1 ? 1 : -1;
            for (int k = 0; k < reference.length; k++) {
                double corner = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < points.length; i++) {
                    if ((subset >> i & 1) == 1) {
                        corner = Math.max(corner, points[i][k]);
                    }
                }
                box *= Math.max(0, reference[k] - corner);
            }
            volume += box;
        }
        return volume;
    }
}

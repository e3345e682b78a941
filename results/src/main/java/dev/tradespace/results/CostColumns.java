package dev.tradespace.results;

import dev.tradespace.api.pareto.Dominance;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The non-dominated among many points given as columns. What {@link Dominance} says is the answer; this class only keeps it from sorting
 * a million points of which a few dozen can be members: the front of a small sample already dominates nearly all.
 */
final class CostColumns {
    /** A sample of n random points leaves about (its front / n) of all undecided: some thousand of a million. */
    private static final int SAMPLE = 4096;
    /** Where the sample's front is as large as this, the data has no small front, and meeting all of it would not pay. */
    private static final int CHAMPIONS = 256;

    private final double[][] columns;
    private final int sampleSize;
    private final int mostChampions;

    /**
     * Points to be judged.
     *
     * @param columns one per objective, each to be minimised, all of one length, no NaN
     */
    CostColumns(double[][] columns) {
        this(columns, SAMPLE, CHAMPIONS);
    }

    CostColumns(double[][] columns, int sampleSize, int mostChampions) {
        this.columns = columns;
        this.sampleSize = sampleSize;
        this.mostChampions = mostChampions;
    }

    /** The indices of the points that no other dominates; equal ones are all in or all out. */
    BitSet nonDominated() {
        int size = columns[0].length;
        double[][] champions = champions(size);
        int[] undecided = new int[size];
        int count = 0;
        double[] point = new double[columns.length];
        for (int i = 0; i < size; i++) {
            fill(point, i);
            if (!beaten(point, champions)) {
                undecided[count++] = i;
            }
        }
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) {
            points[i] = fill(new double[columns.length], undecided[i]);
        }
        boolean[] best = Dominance.nonDominated(points);
        BitSet members = new BitSet(size);
        for (int i = 0; i < count; i++) {
            members.set(undecided[i], best[i]);
        }
        return members;
    }

    private double[][] champions(int size) {
        int sampled = Math.min(size, sampleSize);
        double[][] sample = new double[sampled][];
        for (int i = 0; i < sampled; i++) {
            sample[i] = fill(new double[columns.length], (int) ((long) i * size / sampled));
        }
        boolean[] best = Dominance.nonDominated(sample);
        double[][] champions = new double[sampled][];
        int count = 0;
        for (int i = 0; i < sampled && count < mostChampions; i++) {
            if (best[i]) {
                champions[count++] = sample[i];
            }
        }
        return Arrays.copyOf(champions, count);
    }

    private double[] fill(double[] point, int index) {
        for (int objective = 0; objective < point.length; objective++) {
            point[objective] = columns[objective][index];
        }
        return point;
    }

    /** Whoever beats one moves a place forward, so that the strongest are met first. */
    private static boolean beaten(double[] point, double[][] champions) {
        for (int i = 0; i < champions.length; i++) {
            double[] champion = champions[i];
            if (Dominance.dominates(champion, point)) {
                if (i > 0) {
                    champions[i] = champions[i - 1];
                    champions[i - 1] = champion;
                }
                return true;
            }
        }
        return false;
    }
}

package dev.tradespace.results.front;

import dev.tradespace.api.pareto.Dominance;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The non-dominated among many points given as columns: the same answer as {@link Dominance} gives, without sorting a million points of
 * which a few dozen can be members. The front of a small sample already dominates nearly all of them; the rest is judged
 * exactly.
 */
final class CostColumns {
    /** Of a million points whose costs go together, the front of a sample of this size leaves some twenty thousand undecided. */
    private static final int SAMPLE = 4096;
    /** More cost more than they save: a point that is not beaten meets them all. */
    private static final int CHAMPIONS = 256;
    /** What one processor takes at a time. */
    private static final int POINTS_PER_PART = 1 << 16;

    private final double[][] columns;
    private final int sampleSize;
    private final int mostChampions;

    /**
     * Points to be judged.
     *
     * @param columns one per objective, each to be minimised, all of one length, finite, no negative zero
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
        int parts = (size + POINTS_PER_PART - 1) / POINTS_PER_PART;
        int[] undecided = IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> unbeaten(
                        part * POINTS_PER_PART, Math.min(size, (part + 1) * POINTS_PER_PART), champions.clone()))
                .flatMapToInt(Arrays::stream)
                .toArray();
        boolean[] best = exactly(points(undecided));
        BitSet members = new BitSet(size);
        for (int i = 0; i < best.length; i++) {
            members.set(undecided[i], best[i]);
        }
        return members;
    }

    /** The points of a range that no champion dominates; reorders the champions. */
    private int[] unbeaten(int from, int to, double[][] champions) {
        int[] unbeaten = new int[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!beaten(i, champions)) {
                unbeaten[count++] = i;
            }
        }
        return Arrays.copyOf(unbeaten, count);
    }

    /** The front of a sample spread evenly over the points; of a long front as many, spread evenly again. */
    private double[][] champions(int size) {
        int[] sample = new int[Math.min(size, sampleSize)];
        Arrays.setAll(sample, i -> (int) ((long) i * size / sample.length));
        double[][] points = points(sample);
        boolean[] best = exactly(points);
        double[][] front = new double[sample.length][];
        int found = 0;
        for (int i = 0; i < sample.length; i++) {
            if (best[i]) {
                front[found++] = points[i];
            }
        }
        int length = found;
        double[][] champions = new double[Math.min(length, mostChampions)][];
        Arrays.setAll(champions, i -> front[(int) ((long) i * length / champions.length)]);
        return champions;
    }

    private double[][] points(int[] indices) {
        double[][] points = new double[indices.length][columns.length];
        for (int i = 0; i < indices.length; i++) {
            for (int objective = 0; objective < columns.length; objective++) {
                points[i][objective] = columns[objective][indices[i]];
            }
        }
        return points;
    }

    private boolean beaten(int index, double[][] champions) {
        for (int i = 0; i < champions.length; i++) {
            if (dominates(champions[i], index)) {
                promote(champions, i);
                return true;
            }
        }
        return false;
    }

    /** As {@link Dominance#dominates}, but reading the columns where they are. */
    private boolean dominates(double[] champion, int index) {
        boolean better = false;
        for (int objective = 0; objective < champion.length; objective++) {
            double cost = columns[objective][index];
            if (champion[objective] > cost) {
                return false;
            }
            better |= champion[objective] < cost;
        }
        return better;
    }

    /** Whoever beats one moves halfway to the front, so that the strongest are met first. */
    private static void promote(double[][] points, int i) {
        double[] winner = points[i];
        points[i] = points[i / 2];
        points[i / 2] = winner;
    }

    private static boolean[] exactly(double[][] points) {
        return points.length == 0 || points[0].length <= 2 ? Dominance.nonDominated(points) : byScore(points);
    }

    /**
     * In the order of the sum of the scaled costs nothing later dominates anything earlier, so each point meets the front so far only; the
     * likely winners come first, which no order by one objective can promise. Rounding may make two sums equal, but never turn them
     * round; the lexicographic order then decides.
     *
     * @source Chomicki, Godfrey, Gryz &amp; Liang 2003, "Skyline with presorting"
     */
    private static boolean[] byScore(double[][] points) {
        double[] scores = scores(points);
        Integer[] order = new Integer[points.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingDouble(i -> scores[i]).thenComparing(i -> points[i], Arrays::compare));
        boolean[] best = new boolean[points.length];
        double[][] front = new double[points.length][];
        int size = 0;
        for (int index : order) {
            int rival = 0;
            while (rival < size && !Dominance.dominates(front[rival], points[index])) {
                rival++;
            }
            if (rival < size) {
                promote(front, rival);
            } else {
                best[index] = true;
                front[size++] = points[index];
            }
        }
        return best;
    }

    private static double[] scores(double[][] points) {
        double[] scores = new double[points.length];
        for (int objective = 0; objective < points[0].length; objective++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] point : points) {
                low = Math.min(low, point[objective]);
                high = Math.max(high, point[objective]);
            }
            // Halves, so that the width of the widest range of doubles is still a number.
            double width = Math.max(high / 2 - low / 2, Double.MIN_NORMAL);
            for (int i = 0; i < points.length; i++) {
                scores[i] += (points[i][objective] / 2 - low / 2) / width;
            }
        }
        return scores;
    }
}

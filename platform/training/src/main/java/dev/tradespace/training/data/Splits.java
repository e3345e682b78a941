package dev.tradespace.training.data;

import dev.tradespace.core.statistics.SplitMix64;
import java.util.Arrays;

/** Divides images so that every class has its share in every part, by a seed that never changes. */
public final class Splits {
    private static final long SEED = 20_261_124;

    private Splits() {}

    /**
     * Chooses images out of every class, in proportion to its size.
     *
     * @param labels the class of each image
     * @param chosen how many in all
     * @return for each image whether it was chosen
     */
    public static boolean[] choose(int[] labels, int classes, int chosen) {
        int[] sizes = new int[classes];
        for (int label : labels) {
            sizes[label]++;
        }
        int[] wanted = new int[classes];
        int left = chosen;
        for (int c = 0; c < classes; c++) {
            wanted[c] = (int) ((long) chosen * sizes[c] / Math.max(1, labels.length));
            left -= wanted[c];
        }
        // What rounding left over goes to the first classes that can give it.
        for (int c = 0; left > 0 && c < classes; c++) {
            if (wanted[c] < sizes[c]) {
                wanted[c]++;
                left--;
            }
        }
        boolean[] result = new boolean[labels.length];
        for (int index : shuffled(labels.length, 0)) {
            if (wanted[labels[index]] > 0) {
                wanted[labels[index]]--;
                result[index] = true;
            }
        }
        return result;
    }

    /** The numbers below {@code size} in an order that depends on size and stream alone. */
    public static int[] shuffled(int size, long stream) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        new SplitMix64(SEED, stream).shuffle(order);
        return order;
    }
}

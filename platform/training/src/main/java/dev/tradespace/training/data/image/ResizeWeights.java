package dev.tradespace.training.data.image;

/**
 * The source values that make up each row or column of a resized image, and how much each counts: a triangle as wide as
 * two source values when growing, two result values when shrinking.
 */
final class ResizeWeights {
    /** Room for a byte times the sum of the weights, rounding included, in 32 bits. */
    static final int FRACTION_BITS = 22;

    /** The first source value of each. */
    private final int[] first;
    /** The weights of the values from there on. */
    private final int[][] weights;

    /**
     * The weights along one axis.
     *
     * @param from source values
     * @param to values of the whole result
     * @param skipped what is cut off in front of the result
     * @param size what is kept of the result
     */
    ResizeWeights(int from, long to, long skipped, int size) {
        first = new int[size];
        weights = new int[size][];
        double scale = (double) from / to;
        double reach = Math.max(scale, 1);
        double step = 1 / reach;
        for (int i = 0; i < size; i++) {
            double centre = (i + skipped + 0.5) * scale;
            int begin = Math.max((int) (centre - reach + 0.5), 0);
            int end = Math.min((int) (centre + reach + 0.5), from);
            first[i] = begin;
            weights[i] = fixed(centre, begin, end - begin, step);
        }
    }

    private static int[] fixed(double centre, int begin, int count, double step) {
        double[] exact = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++) {
            exact[k] = Math.max(0, 1 - Math.abs((k + begin - centre + 0.5) * step));
            sum += exact[k];
        }
        int[] fixed = new int[count];
        for (int k = 0; k < count; k++) {
            fixed[k] = (int) (exact[k] / sum * (1 << FRACTION_BITS) + 0.5);
        }
        return fixed;
    }

    int begin(int i) {
        return first[i];
    }

    int end(int i) {
        return first[i] + weights[i].length;
    }

    /** The first source value that counts at all. */
    int begin() {
        return first[0];
    }

    /** Behind the last source value that counts at all. */
    int end() {
        return end(first.length - 1);
    }

    /** A value of the result. */
    byte sum(int i, byte[] source, int from, int step) {
        int sum = 1 << (FRACTION_BITS - 1);
        int at = from;
        for (int weight : weights[i]) {
            sum += (source[at] & 0xFF) * weight;
            at += step;
        }
        return (byte) Math.min(sum >> FRACTION_BITS, 255);
    }
}

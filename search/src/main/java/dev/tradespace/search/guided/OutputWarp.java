package dev.tradespace.search.guided;

import java.util.Arrays;

/**
 * Output warping, which makes values more normal: minus the logarithm of their distance from a point beyond the best.
 * It spreads the good values and draws terrible ones in; beyond a large shift it leaves values as they are. Larger
 * values are better. On this scale the told values have mean 0 and variance 1.
 *
 * @source Snelson, Rasmussen &amp; Ghahramani 2004, "Warped Gaussian processes" (a scale learnt by likelihood)
 */
final class OutputWarp {
    /** Candidates for the shift, from the strongest warp to hardly any. */
    static final double[] SHIFTS = {0.03, 0.1, 0.3, 1, 3, 10, 1000};
    /** The last of the shifts. */
    static final int PLAIN = SHIFTS.length - 1;

    /** Standard deviations beyond which an expectation is 0. */
    private static final double FAR = 6;

    private final double top;
    private final double unit;
    private final double shift;
    private final double mean;
    private final double deviation;
    private final double logVolume;

    /**
     * The scale for values.
     *
     * @param values at least one
     * @param shift how far beyond the best value the scale ends, in distances between the best value and the median
     */
    OutputWarp(double[] values, double shift) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double best = sorted[sorted.length - 1];
        double toMedian = best - sorted[(sorted.length - 1) / 2];
        double range = best - sorted[0];
        unit = toMedian > 0 ? toMedian : range > 0 ? range : 1;
        this.shift = shift;
        top = best + shift * unit;
        double sum = 0;
        for (double value : sorted) {
            sum += raw(value);
        }
        mean = sum / sorted.length;
        double squares = 0;
        for (double value : sorted) {
            squares += (raw(value) - mean) * (raw(value) - mean);
        }
        double spread = Math.sqrt(squares / sorted.length);
        deviation = spread > 1e-12 ? spread : 1;
        // the density of a value is that on the scale times its slope; raw is minus the logarithm of the distance, and
        // so its slope's logarithm
        logVolume = sum - sorted.length * Math.log(deviation);
    }

    private double raw(double value) {
        return -Math.log((top - value) / unit);
    }

    /** What the scale adds to the logarithm of the likelihood of its values, but for what all shifts have in common. */
    double logVolume() {
        return logVolume;
    }

    /** Whether a value lies well within the scale. */
    boolean holds(double value) {
        return value <= top - 0.5 * shift * unit;
    }

    /** Where a value below the end of the scale stands on it. */
    double to(double value) {
        return (raw(value) - mean) / deviation;
    }

    /** The value that stands there. */
    double from(double place) {
        return top - unit * Math.exp(-(place * deviation + mean));
    }

    /** The expectation of (value - bound)+, where the value is normal on the scale. */
    double excess(double bound, double place, double spread) {
        double room = top - bound;
        if (room <= 0) {
            return 0;
        }
        double middle = place * deviation + mean;
        double sigma = Math.max(1e-9, spread * deviation);
        double above = (middle + Math.log(room / unit)) / sigma;
        if (above < -FAR) {
            return 0;
        }
        double distance = unit * Math.exp(0.5 * sigma * sigma - middle);
        if (above - sigma > FAR) {
            return Math.max(0, room - distance);
        }
        return Math.max(0, room * Normal.below(above) - distance * Normal.below(above - sigma));
    }

    /** The probability that the value is above a bound, where it is normal on the scale. */
    double above(double bound, double place, double spread) {
        return bound >= top ? 0 : Normal.below((place - to(bound)) / spread);
    }
}

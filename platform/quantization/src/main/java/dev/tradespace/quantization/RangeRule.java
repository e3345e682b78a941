package dev.tradespace.quantization;

import dev.tradespace.api.quantization.ActivationScale;

/** How a tensor's range is chosen from what it was on the calibration images. */
enum RangeRule {
    /** All of it. */
    MIN_MAX("min-max") {
        @Override
        double cost(long[] histogram, int from, int to) {
            return from > 0 || to < histogram.length ? Double.POSITIVE_INFINITY : 0;
        }
    },
    /** All but a hundred-thousandth of the values. */
    PERCENTILE("percentile") {
        @Override
        double cost(long[] histogram, int from, int to) {
            long outside = 0;
            long all = 0;
            for (int i = 0; i < histogram.length; i++) {
                outside += i < from || i >= to ? histogram[i] : 0;
                all += histogram[i];
            }
            return outside > all * OUTSIDE ? Double.POSITIVE_INFINITY : to - from;
        }
    },
    /**
     * The range whose integers are distributed most as the values are, by the Kullback-Leibler divergence.
     *
     * @source Migacz, 8-bit Inference with TensorRT, GTC 2017
     */
    ENTROPY("entropy") {
        @Override
        double cost(long[] histogram, int from, int to) {
            double[] clipped = new double[to - from];
            double all = 0;
            for (int i = 0; i < histogram.length; i++) {
                clipped[Math.max(0, Math.min(to - from - 1, i - from))] += histogram[i];
                all += histogram[i];
            }
            double divergence = 0;
            double kept = 0;
            for (int i = from; i < to; i++) {
                kept += histogram[i];
            }
            double perLevel = (double) clipped.length / LEVELS;
            for (int level = 0; level < LEVELS; level++) {
                int first = (int) Math.floor(level * perLevel);
                int end = Math.max(first + 1, (int) Math.floor((level + 1) * perLevel));
                double count = 0;
                int filled = 0;
                for (int i = first; i < Math.min(end, clipped.length); i++) {
                    count += histogram[from + i];
                    filled += clipped[i] > 0 ? 1 : 0;
                }
                for (int i = first; i < Math.min(end, clipped.length); i++) {
                    if (clipped[i] > 0) {
                        double share = clipped[i] / all;
                        double seen = Math.max(LEAST_SHARE, count / filled / Math.max(1, kept));
                        divergence += share * Math.log(share / seen);
                    }
                }
            }
            return divergence;
        }
    },
    /** The range with the least mean square error, of rounding inside and of clipping outside. */
    MEAN_SQUARE("mean-square") {
        @Override
        double cost(long[] histogram, int from, int to) {
            double step = (double) (to - from) / LEVELS;
            double error = 0;
            for (int i = 0; i < histogram.length; i++) {
                double off = i < from ? from - i : i >= to ? i - to + 1 : 0;
                error += histogram[i] * (off == 0 ? step * step / 12 : off * off);
            }
            return error;
        }
    };

    private static final double OUTSIDE = 1e-5;
    private static final double LEAST_SHARE = 1e-9;
    private static final int LEVELS = 256;
    /** How many parts of a range are tried. */
    private static final int TRIES = 64;
    /** The least part of a range that is tried. */
    private static final double LEAST_PART = 0.2;

    private final String id;

    RangeRule(String id) {
        this.id = id;
    }

    /** What people call it. */
    String id() {
        return id;
    }

    /**
     * What is lost by a range; the least is taken.
     *
     * @param from the first bin inside
     * @param to the bin after the last inside
     */
    abstract double cost(long[] histogram, int from, int to);

    /** The scale of a tensor. */
    ActivationScale scale(TensorStatistics tensor) {
        double low = tensor.least();
        double high = tensor.most();
        double bin = (high - low) / TensorStatistics.BINS;
        if (this == MIN_MAX || !(bin > 0)) {
            return ActivationScale.covering(low, high);
        }
        long[] histogram = withoutZeros(tensor.histogram(), (int) Math.floor(-low / bin));
        int zero = (int) Math.max(0, Math.min(TensorStatistics.BINS, Math.round(-low / bin)));
        double best = Double.POSITIVE_INFINITY;
        int bestFrom = 0;
        int bestTo = TensorStatistics.BINS;
        for (int left = 0; left < TRIES; left++) {
            // Both ends move towards 0 by the same part, and each by itself where the other is at 0 already.
            double part = 1 - left * (1 - LEAST_PART) / TRIES;
            int from = (int) Math.floor(zero - zero * part);
            int to = (int) Math.ceil(zero + (TensorStatistics.BINS - zero) * part);
            if (to - from < LEVELS) {
                break;
            }
            double cost = cost(histogram, from, to);
            if (cost < best) {
                best = cost;
                bestFrom = from;
                bestTo = to;
            }
        }
        return ActivationScale.covering(low + bestFrom * bin, low + bestTo * bin);
    }

    /** Zeros are exact in every range: as many of them as a rectification makes would outweigh all that a range is chosen for. */
    private static long[] withoutZeros(long[] histogram, int zero) {
        long[] others = histogram.clone();
        if (zero >= 0 && zero < others.length) {
            long before = zero > 0 ? others[zero - 1] : others[zero + 1];
            long after = zero < others.length - 1 ? others[zero + 1] : others[zero - 1];
            others[zero] = (before + after) / 2;
        }
        return others;
    }
}

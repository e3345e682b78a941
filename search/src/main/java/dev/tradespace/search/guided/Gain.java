package dev.tradespace.search.guided;

import java.util.List;

/** The gain in hypervolume that is expected of asking for a candidate. */
interface Gain {
    /** The expected gain, at least 0, in some unit. */
    double of(int candidate);

    /**
     * The gain over what was seen.
     *
     * @param aims what is thought of each aim
     * @param seen the values of the aims where all limits were kept, larger being better; dominated ones may be among them
     * @param reference the corner that bounds the volume
     * @param best a corner that is hardly reached
     */
    static Gain over(List<Marginal> aims, List<double[]> seen, double[] reference, double[] best) {
        return switch (aims.size()) {
            case 1 -> {
                double incumbent =
                        seen.stream().mapToDouble(values -> values[0]).max().orElse(reference[0]);
                yield candidate -> aims.get(0).excess(candidate, incumbent);
            }
            case 2 -> new StripGain(aims.get(0), aims.get(1), seen, reference);
            default -> new SampledGain(aims, seen, reference, best);
        };
    }
}

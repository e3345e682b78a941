package dev.tradespace.search.guided;

import java.util.List;

/** The gain in hypervolume that is expected of asking for a candidate. */
interface ExpectedImprovement {
    /** The expected gain, at least 0, in some unit. */
    double of(int candidate);

    /**
     * The gain over what was seen.
     *
     * @param objectives what is thought of each objective
     * @param seen the values of the objectives where all constraints were kept, larger being better; dominated ones may be among them
     * @param reference the corner that bounds the volume
     * @param best a corner that is hardly reached
     */
    static ExpectedImprovement over(
            List<MarginalPosterior> objectives, List<double[]> seen, double[] reference, double[] best) {
        return switch (objectives.size()) {
            case 1 -> {
                double incumbent =
                        seen.stream().mapToDouble(values -> values[0]).max().orElse(reference[0]);
                yield candidate -> objectives.get(0).excess(candidate, incumbent);
            }
            case 2 -> new Ehvi2d(objectives.get(0), objectives.get(1), seen, reference);
            default -> new SampledEhvi(objectives, seen, reference, best);
        };
    }
}

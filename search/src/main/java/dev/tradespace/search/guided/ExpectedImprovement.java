package dev.tradespace.search.guided;

import java.util.List;

/** Expected (hypervolume) improvement of a candidate over the observations. */
interface ExpectedImprovement {
    /** The expected improvement, at least 0, in some unit. */
    double of(int candidate);

    /**
     * The improvement over what was seen: closed for one and two objectives, else sampled.
     *
     * @param objectives the posterior of each objective
     * @param seen the values of feasible observations, larger being better; dominated ones may be among them
     * @param reference the reference point of the hypervolume
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

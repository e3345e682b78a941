package dev.tradespace.devices.estimate;

/**
 * What all pools have in common. All are standard deviations of the logarithm of a figure (0.1 is some 10%) unless it is said otherwise.
 *
 * @param costs scales the prior deviations of the costs of the kinds of work, without unit
 * @param meanSmooth how far networks with similar features lie together from the sum of their costs, on all targets of a pool
 * @param meanOwn how far a network lies from the sum of its costs by itself
 * @param level of a target from the pool's mean
 * @param shares of the cost of a kind of work on one target
 * @param smooth how far networks with similar features lie together from that on one target
 * @param own how far a network lies from that by itself on one target
 * @param noise of a single figure
 * @param degrees of freedom of the noise, which has Student's distribution, above 2; without unit
 * @param sizeScale the distance in log figure over which networks are similar
 * @param shareScale the distance in the roots of the shares of the kinds over which networks are similar
 * @param priorTargets how many targets the prior covariance of networks counts for, without unit
 * @param priorNetworks how many networks the prior deviation of a network's mean counts for, without unit
 * @param priorFigures how many figures of a target the expected dispersion counts for, without unit
 */
record Hyperparameters(
        double costs,
        double meanSmooth,
        double meanOwn,
        double level,
        double shares,
        double smooth,
        double own,
        double noise,
        double degrees,
        double sizeScale,
        double shareScale,
        double priorTargets,
        double priorNetworks,
        double priorFigures) {
    /**
     * For pools of at least eight targets; no target or pool has its own. From runs of {@link HyperparameterSearch} over ncnn-cpu-fp32-2t, ncnn-cpu-int8-4t,
     * ncnn-gpu-fp32-1t, onnxruntime-npu-fp32, tflite-npu-int8 and torch-cpu-fp32, which were ended by hand: larger {@code costs} score a little better there
     * and leave intervals too narrow for networks that were never run on other pools.
     */
    static final Hyperparameters MANY_TARGETS =
            new Hyperparameters(1.6, 0.38, 0.12, 0.51, 0.14, 0.05, 0.013, 0.03, 4, 1.6, 0.22, 1.9, 6, 6);

    /**
     * For a pool of few targets, which tell little of how targets depart from each other: a wide prior of the departures, which counts for more targets. Chosen
     * by hand so that intervals hold where whole families are left out in the pools of one to seven targets.
     */
    static final Hyperparameters FEW_TARGETS =
            new Hyperparameters(1.6, 0.24, 0.12, 0.51, 0.35, 0.08, 0.04, 0.03, 4, 1.6, 0.22, 8, 6, 6);

    /** Those of a pool of so many targets. */
    static Hyperparameters of(int targets) {
        return targets < PoolModel.MANY_TARGETS ? FEW_TARGETS : MANY_TARGETS;
    }
}

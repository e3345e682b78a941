package dev.tradespace.devices.row;

import dev.tradespace.devices.estimate.LatencyEstimate;

/** Estimates of latencies, by target. Any thread may ask. */
public interface LatencyEstimates {
    /** Nothing is estimated. */
    LatencyEstimates NONE = target -> network -> new LatencyEstimate.NotPredicted("nothing is estimated here");

    /** The estimates on a target as they are now; what is measured or published later does not change them. */
    TargetEstimates on(String target);
}

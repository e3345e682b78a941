package dev.tradespace.devices.row;

import dev.tradespace.devices.estimate.MetricEstimate;

/** Estimates of a metric, by target. Any thread may ask. */
public interface MetricEstimates {
    /** Nothing is estimated. */
    MetricEstimates NONE = target -> network -> new MetricEstimate.NotPredicted("nothing is estimated here");

    /** The estimates on a target as they are now; what is measured or published later does not change them. */
    TargetEstimates on(String target);
}

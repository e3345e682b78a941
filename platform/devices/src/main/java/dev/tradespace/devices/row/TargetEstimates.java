package dev.tradespace.devices.row;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricEstimate;
import java.util.List;
import java.util.Optional;

/** Estimates of a metric on one target. They do not change; any thread may ask. */
public interface TargetEstimates {
    /** What a network takes, or why nothing can be said. */
    MetricEstimate estimate(Built network);

    /** The figures that are known of the target, each with the estimate from all others. */
    default List<HeldOut> leftOut() {
        return List.of();
    }

    /** The errors of the estimates, each known figure left out alone; empty where nothing is estimated. */
    default Optional<ErrorStatistics> errors() {
        return Optional.of(ErrorStatistics.of(leftOut())).filter(found -> found.count() > 0);
    }

    /** Why nothing is estimated; empty where something is. */
    default Optional<String> without() {
        return Optional.of("nothing is estimated here");
    }

    /** The variant whose figure would narrow the estimates of all variants most. */
    default Optional<String> next() {
        return Optional.empty();
    }
}

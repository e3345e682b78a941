package dev.tradespace.devices.row;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LatencyEstimate;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import java.util.List;
import java.util.Optional;

/** Estimates of the latency of networks on targets of the catalogue. Any thread may call. */
public interface LatencyEstimates {
    /** Nothing is estimated. */
    LatencyEstimates NONE = (target, network) -> new LatencyEstimate.NotPredicted("nothing is estimated here");

    /** The latency of a network on a target, or why nothing can be said. */
    LatencyEstimate latency(String target, Built network);

    /** The errors of the estimates on a target, each of its networks left out alone; empty where nothing is estimated. */
    default Optional<ErrorStatistics> errors(String target) {
        return Optional.empty();
    }

    /** The latencies that are known of a target, each with the estimate from all others. */
    default List<HeldOut> leftOut(String target) {
        return List.of();
    }

    /** Why nothing is estimated on a target; empty where something is. */
    default Optional<String> withoutEstimates(String target) {
        return Optional.of("nothing is estimated here");
    }

    /** The variant whose latency on a target would narrow the estimates of all variants most. */
    default Optional<String> next(String target) {
        return Optional.empty();
    }
}

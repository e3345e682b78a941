package dev.tradespace.devices.row;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;

/** Estimates of the latency of networks on targets of the catalogue. Any thread may call. */
public interface LatencyEstimates {
    /** Nothing is estimated. */
    LatencyEstimates NONE = (target, network) -> new Figure.Unavailable("not published, and nothing is estimated here");

    /** The latency of a network on a target: estimated, or unavailable with the reason. */
    Figure latency(String target, Built network);
}

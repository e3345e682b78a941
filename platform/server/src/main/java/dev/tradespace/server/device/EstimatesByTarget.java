package dev.tradespace.server.device;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LatencyEstimate;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.row.LatencyEstimates;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Estimates of every target: those of this machine from what was measured on them, those elsewhere from what was published. */
public final class EstimatesByTarget implements LatencyEstimates {
    private final Set<String> here;
    private final LatencyEstimates measured;
    private final LatencyEstimates published;

    /**
     * Two kinds of estimates.
     *
     * @param here the targets of this machine
     */
    public EstimatesByTarget(Set<String> here, LatencyEstimates measured, LatencyEstimates published) {
        this.here = Set.copyOf(here);
        this.measured = measured;
        this.published = published;
    }

    private LatencyEstimates of(String target) {
        return here.contains(target) ? measured : published;
    }

    @Override
    public LatencyEstimate latency(String target, Built network) {
        return of(target).latency(target, network);
    }

    @Override
    public Optional<ErrorStatistics> errors(String target) {
        return of(target).errors(target);
    }

    @Override
    public List<HeldOut> leftOut(String target) {
        return of(target).leftOut(target);
    }

    @Override
    public Optional<String> withoutEstimates(String target) {
        return of(target).withoutEstimates(target);
    }

    @Override
    public Optional<String> next(String target) {
        return of(target).next(target);
    }
}

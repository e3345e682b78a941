package dev.tradespace.server.device;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.search.evaluator.EstimatedTargets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The targets of the catalogue of devices, for searches. */
public final class TargetsElsewhere implements EstimatedTargets {
    private final DeviceRows devices;
    private final Set<String> here;
    private final MeasuredEstimates measured;

    /**
     * The targets of a catalogue.
     *
     * @param here targets of this machine: they hide those of the same id in the catalogue
     * @param measured estimates on those
     */
    public TargetsElsewhere(DeviceRows devices, Set<String> here, MeasuredEstimates measured) {
        this.measured = measured;
        this.devices = devices;
        this.here = Set.copyOf(here);
    }

    @Override
    public boolean knows(String target) {
        return !here.contains(target) && devices.knows(target);
    }

    @Override
    public Function<Built, Optional<Figure.Estimated>> measuredUntilNow(String target) {
        return here.contains(target) ? measured.untilNow(target) : network -> Optional.empty();
    }

    @Override
    public Figure latency(String target, Built network) {
        return devices.latency(target, network);
    }
}

package dev.tradespace.server.device;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.TargetEstimates;
import dev.tradespace.search.evaluator.EstimatedTargets;
import java.util.Optional;
import java.util.function.Function;

/** The targets of the catalogue of devices, for searches. */
public final class TargetsElsewhere implements EstimatedTargets {
    private final DeviceRows devices;
    private final MetricEstimates measured;

    /**
     * The targets of a catalogue.
     *
     * @param measured estimates on the targets of this machine
     */
    public TargetsElsewhere(DeviceRows devices, MetricEstimates measured) {
        this.measured = measured;
        this.devices = devices;
    }

    @Override
    public boolean knows(String target) {
        return devices.knows(target);
    }

    @Override
    public Function<Built, Optional<Figure.Estimated>> measuredUntilNow(String target) {
        if (knows(target)) {
            return network -> Optional.empty();
        }
        TargetEstimates now = measured.on(target);
        return network -> Optional.of(now.estimate(network).figure())
                .filter(Figure.Estimated.class::isInstance)
                .map(Figure.Estimated.class::cast);
    }

    @Override
    public Figure latency(String target, Built network) {
        return devices.latency(target, network);
    }
}

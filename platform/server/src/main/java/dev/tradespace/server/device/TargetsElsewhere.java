package dev.tradespace.server.device;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.search.evaluator.EstimatedTargets;
import java.util.Set;

/** The targets of the catalogue of devices, for searches. */
public final class TargetsElsewhere implements EstimatedTargets {
    private final DeviceRows devices;
    private final Set<String> here;

    /**
     * The targets of a catalogue.
     *
     * @param here targets of this machine: they hide those of the same id in the catalogue
     */
    public TargetsElsewhere(DeviceRows devices, Set<String> here) {
        this.devices = devices;
        this.here = Set.copyOf(here);
    }

    @Override
    public boolean knows(String target) {
        return !here.contains(target) && devices.knows(target);
    }

    @Override
    public Figure latency(String target, Built network) {
        return devices.latency(target, network);
    }
}

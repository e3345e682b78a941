package dev.tradespace.devices.catalogue;

import dev.tradespace.api.metric.Metric;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What rows are read against: the devices and networks that are known, and who published them. */
public final class RowContext {
    private final DeviceNames devices;
    private final NetworkNames networks;
    private final Source source;
    private final @Nullable Device own;
    private final @Nullable Function<String, OptionalLong> macs;

    RowContext(
            DeviceNames devices,
            NetworkNames networks,
            Source source,
            @Nullable Device own,
            @Nullable Function<String, OptionalLong> macs) {
        this.devices = devices;
        this.networks = networks;
        this.source = source;
        this.own = own;
        this.macs = macs;
    }

    /** The same for rows of a device, where a row does not name another. */
    public RowContext of(Device device) {
        return new RowContext(devices, networks, source, device, macs);
    }

    /** The device of rows that name none. */
    public Optional<Device> own() {
        return Optional.ofNullable(own);
    }

    /** Who published the rows. */
    public Source source() {
        return source;
    }

    /** The device of the catalogue that a name stands for. */
    public Optional<Device> device(String name) {
        return own != null && DeviceNames.key(name).equals(DeviceNames.key(own.id()))
                ? Optional.of(own)
                : devices.find(name);
    }

    /** Whether the catalogue does not know a device, or knows it otherwise. */
    boolean isNew(Device device) {
        return devices.find(device.id()).filter(device::equals).isEmpty();
    }

    /** Whether a variant is known; always, where nobody said which there are. */
    boolean knows(String variant) {
        return macs == null || macs.apply(variant).isPresent();
    }

    /** The multiply-accumulates of a variant; empty where they are not known. */
    OptionalLong macsOf(@Nullable String variant) {
        return macs == null || variant == null ? OptionalLong.empty() : macs.apply(variant);
    }

    /**
     * A row of the source's.
     *
     * @param network the source's own name
     * @param value in the metric's unit
     */
    PublishedRow row(
            PublishedTarget target,
            String network,
            Metric metric,
            double value,
            String statistic,
            String version,
            String locator) {
        NetworkNames.Named named = networks.find(source.id(), network).of(metric);
        return new PublishedRow(
                target,
                network,
                named.variant(),
                named.match(),
                named.match() == Match.EXACT ? "" : named.reason(),
                metric,
                value,
                statistic,
                version,
                source,
                locator);
    }
}

package dev.tradespace.devices.microcontroller;

import dev.tradespace.api.metric.Scale;
import dev.tradespace.devices.catalogue.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a network fits into a device's own memory.
 *
 * @param need what it takes
 * @param ramBytes of the device
 * @param flashBytes of the device; 0 where it has none of its own, and then flash is not judged
 */
public record MemoryFit(MicrocontrollerMemory need, long ramBytes, long flashBytes) {
    /** Judges a network on a device; empty where the device's memory is not said. */
    public static Optional<MemoryFit> of(Device device, MicrocontrollerMemory need) {
        return device.ramBytes() == 0
                ? Optional.empty()
                : Optional.of(new MemoryFit(need, device.ramBytes(), device.flashBytes()));
    }

    /** Whether it fits. */
    public boolean fits() {
        return ramMarginBytes() >= 0 && (flashBytes == 0 || flashMarginBytes() >= 0);
    }

    /** The RAM that is left; negative by what is missing. */
    public long ramMarginBytes() {
        return ramBytes - need.ramBytes();
    }

    /** The flash that is left; negative by what is missing. */
    public long flashMarginBytes() {
        return flashBytes - need.flashBytes();
    }

    /** For people: {@code needs 1.81 MB of 1.05 MB of RAM, 3.75 MB of 2.10 MB of flash}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(part(need.ramBytes(), ramBytes, "RAM"));
        if (flashBytes > 0) {
            parts.add(part(need.flashBytes(), flashBytes, "flash"));
        }
        return "needs " + String.join(", ", parts);
    }

    private static String part(long needed, long there, String what) {
        return Scale.BYTES.format((double) needed) + " of " + Scale.BYTES.format((double) there) + " of " + what;
    }
}

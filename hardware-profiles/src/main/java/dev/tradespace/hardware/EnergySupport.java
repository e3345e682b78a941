package dev.tradespace.hardware;

import dev.tradespace.hardware.energy.RaplMeter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine lets its energy be read.
 *
 * @param meter what is read: {@code rapl}; null where nothing is
 * @param reason why nothing is, for a person; null where something is
 */
public record EnergySupport(
        @Nullable String meter, @Nullable String reason) {
    public EnergySupport {
        if ((meter == null) == (reason == null)) {
            throw new IllegalArgumentException("either a meter or a reason must be given");
        }
    }

    static EnergySupport of(Path powercap) {
        try {
            RaplMeter.open(powercap);
            return new EnergySupport("rapl", null);
        } catch (IOException obstacle) {
            return new EnergySupport(null, obstacle.getMessage());
        }
    }
}

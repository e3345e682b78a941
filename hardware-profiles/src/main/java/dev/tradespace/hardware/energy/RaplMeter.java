package dev.tradespace.hardware.energy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The energy that the processor packages have used since the meter was opened, from the kernel's powercap counters (RAPL).
 * Only package domains count: their cores and caches are within them, and a {@code psys} domain holds the whole computer.
 *
 * @unit joules
 * @source Linux kernel documentation, Power Capping Framework: {@code energy_uj}, {@code max_energy_range_uj}
 */
public final class RaplMeter {
    /** Where Linux shows the counters. */
    public static final Path POWERCAP = Path.of("/sys/class/powercap");

    private static final double MICROJOULES = 1e6;

    private final List<Domain> domains;

    private RaplMeter(List<Domain> domains) {
        this.domains = domains;
    }

    /**
     * The meter of all package domains.
     *
     * @param powercap {@link #POWERCAP}, or a directory like it
     * @throws IOException with a sentence for a person, if there is no package domain or one cannot be read
     */
    public static RaplMeter open(Path powercap) throws IOException {
        if (!Files.isDirectory(powercap)) {
            throw new IOException("this system shows no energy counters: " + powercap + " does not exist");
        }
        List<Domain> domains = new ArrayList<>();
        try (DirectoryStream<Path> zones = Files.newDirectoryStream(powercap, "intel-rapl:*")) {
            for (Path zone : zones) {
                Path name = zone.resolve("name");
                if (Files.isReadable(name) && Files.readString(name).startsWith("package")) {
                    domains.add(new Domain(zone));
                }
            }
        }
        if (domains.isEmpty()) {
            throw new IOException("this system shows no energy counters: no package domain in " + powercap);
        }
        return new RaplMeter(domains);
    }

    /**
     * Energy since the meter was opened. A counter that starts again from zero is followed as long as it is read at least
     * once in each of its rounds: within 5 minutes for 200 W and the smallest range in use (65 kJ).
     *
     * @throws IOException with a sentence for a person, if a counter cannot be read any more
     */
    public double joules() throws IOException {
        long microjoules = 0;
        for (Domain domain : domains) {
            microjoules += domain.read();
        }
        return microjoules / MICROJOULES;
    }

    private static final class Domain {
        private final Path counter;
        private final long range;
        private long last;
        private long total;

        Domain(Path zone) throws IOException {
            counter = zone.resolve("energy_uj");
            range = number(zone.resolve("max_energy_range_uj"));
            last = number(counter);
        }

        long read() throws IOException {
            long now = number(counter);
            total += now >= last ? now - last : range - last + now;
            last = now;
            return total;
        }

        private static long number(Path file) throws IOException {
            try {
                return Long.parseLong(Files.readString(file).strip());
            } catch (AccessDeniedException denied) {
                throw new IOException(
                        "the energy counter " + file
                                + " may be read by the administrator only; allow it with chmod a+r",
                        denied);
            } catch (NumberFormatException notANumber) {
                throw new IOException("the energy counter " + file + " holds no number", notANumber);
            }
        }
    }
}

package dev.tradespace.training.dl4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peak memory of this process, and the memory of the machine. */
final class PeakMemory {
    private static final long KIBIBYTE = 1024;
    /** Where the system does not say. */
    private static final long UNKNOWN_AVAILABLE = 4L << 30;

    private PeakMemory() {}

    /** The peak resident set; 0 where the system does not show it. */
    static long bytes() {
        return read(Path.of("/proc/self/status"), "VmHWM:", 0);
    }

    /** What the system could still give. */
    static long availableBytes() {
        return read(Path.of("/proc/meminfo"), "MemAvailable:", UNKNOWN_AVAILABLE);
    }

    private static long read(Path file, String key, long otherwise) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).strip().split("\\s+")[0])
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBIBYTE)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notShown) {
            return otherwise;
        }
    }
}

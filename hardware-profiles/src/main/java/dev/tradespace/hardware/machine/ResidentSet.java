package dev.tradespace.hardware.machine;

import dev.tradespace.api.metric.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How far this process's resident set rose above where it stood at a mark: the kernel's peak (VmHWM) over the resident set
 * (VmRSS) at the mark. It counts whatever became resident: weights, their repacked copies, activations, buffers, code pages
 * of the runtime that were touched for the first time, and pages of a weights file that the runtime maps.
 *
 * @source Linux kernel documentation, proc(5): /proc/pid/status, and clear_refs, which sets the peak back
 */
public final class ResidentSet {
    /** What a figure of this class says of its origin. */
    public static final String SOURCE = "peak resident set (VmHWM) above the resident set before the session";

    private static final long KIBIBYTE = 1024;

    private final Path status;
    private final long markBytes;
    private final long peakBeforeBytes;

    private ResidentSet(Path status, long markBytes, long peakBeforeBytes) {
        this.status = status;
        this.markBytes = markBytes;
        this.peakBeforeBytes = peakBeforeBytes;
    }

    /**
     * Sets the mark, and the peak back to it where the kernel allows that.
     *
     * @param self {@code /proc/self}, or a directory like it
     * @throws IOException if this system does not tell
     */
    public static ResidentSet mark(Path self) throws IOException {
        Path clear = self.resolve("clear_refs");
        try {
            Files.writeString(clear, "5", StandardOpenOption.WRITE);
        } catch (IOException refused) {
            // Then the peak before the mark is remembered instead.
        }
        Path status = self.resolve("status");
        List<String> lines = Files.readAllLines(status);
        return new ResidentSet(status, bytes(lines, "VmRSS:"), bytes(lines, "VmHWM:"));
    }

    /**
     * The rise since the mark.
     *
     * @unit bytes
     */
    public Figure rise() {
        try {
            long peak = bytes(Files.readAllLines(status), "VmHWM:");
            // A peak from before the mark, which could not be set back, hides every lower one after it.
            return peak > peakBeforeBytes || peakBeforeBytes <= markBytes
                    ? new Figure.Measured(Math.max(0, peak - markBytes), null, SOURCE)
                    : new Figure.Unavailable("the worker's start took more memory than the model, and its peak"
                            + " cannot be set back on this system");
        } catch (IOException lost) {
            return new Figure.Unavailable("the resident set cannot be read: " + lost.getMessage());
        }
    }

    private static long bytes(List<String> status, String key) throws IOException {
        for (String line : status) {
            if (line.startsWith(key)) {
                String[] words = line.substring(key.length()).strip().split("\\s+");
                return Long.parseLong(words[0]) * KIBIBYTE;
            }
        }
        throw new IOException("/proc/self/status has no " + key);
    }
}

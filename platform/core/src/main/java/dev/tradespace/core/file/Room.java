package dev.tradespace.core.file;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What there is room for: free bytes of a disk and the memory of the machine, of its container where there is one. What is counted is held against it before a byte
 * is written, for a full disk is found out late and harms whoever else writes there.
 *
 * @param place the folder whose disk it is, for sentences
 * @param diskBytes that are free
 * @param memoryBytes that the machine has, whoever holds them now
 */
public record Room(String place, long diskBytes, long memoryBytes) {
    /** As much as anybody can want. */
    public static final Room ENDLESS = new Room("", Long.MAX_VALUE, Long.MAX_VALUE);

    /** Kept free for the database and the logs, which must go on. */
    static final long SPARE_BYTES = 256L << 20;

    private static final String LACKING = "no room on the disk: ";
    /** What the operating system says when a disk or a quota is full (strerror of ENOSPC and EDQUOT). */
    private static final String[] FULL = {"No space left on device", "Disk quota exceeded"};

    /** The room that there is for files in a folder, or in the folder that is to hold it. */
    public static Room at(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return new Room(
                there.toString(),
                Files.getFileStore(there).getUsableSpace(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    /** Why files of this size cannot be written now, a sentence that {@link #isLacking} knows; empty where they can. */
    public Optional<String> withoutDisk(String what, long bytes) {
        return bytes <= diskBytes - SPARE_BYTES
                ? Optional.empty()
                : Optional.of(LACKING + what + " takes " + size(bytes) + ", and in " + place + " are "
                        + size(Math.max(0, diskBytes)) + " free, of which " + size(SPARE_BYTES)
                        + " are kept for the database; free some and try again");
    }

    /** Why something of this size never fits into the memory, a sentence; empty where it does. */
    public Optional<String> withoutMemory(String what, long bytes) {
        return bytes <= memoryBytes
                ? Optional.empty()
                : Optional.of(what + " takes at least " + size(bytes) + " of memory, and this machine has "
                        + size(memoryBytes));
    }

    /** Whether a reason tells of a disk that was too full: with more room the same may succeed. */
    public static boolean isLacking(String reason) {
        for (String full : FULL) {
            if (reason.contains(full)) {
                return true;
            }
        }
        return reason.contains(LACKING);
    }

    /** A size for a person: {@code 186 GB}. */
    public static String size(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        double shown = bytes;
        int unit = 0;
        while (shown >= 999.5 && unit < units.length - 1) {
            shown /= 1000;
            unit++;
        }
        String format = unit == 0 || shown >= 99.95 ? "%.0f %s" : shown >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, shown, units[unit]);
    }
}

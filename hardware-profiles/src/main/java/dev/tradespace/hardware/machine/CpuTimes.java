package dev.tradespace.hardware.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How the machine's processors have spent their time since it started, and how much of it was this process.
 *
 * @unit clock ticks of the kernel, 1/100 s each
 * @param processors how many there are; in a container those of the machine around it
 * @param busy time at work for anybody, interrupts included
 * @param stolen time the hypervisor gave to others while this machine wanted it
 * @param total all the time there was
 * @param own time this process worked, its native threads included
 * @source Linux kernel documentation, proc(5): /proc/stat and /proc/pid/stat
 */
public record CpuTimes(int processors, long busy, long stolen, long total, long own) {
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IRQ = 5;
    private static final int SOFTIRQ = 6;
    private static final int STEAL = 7;
    /** Guest time after it is within user time already. */
    private static final int COUNTED = 8;
    /** utime and stime are fields 14 and 15, counted from 1; the state, field 3, is the first after the closing bracket. */
    private static final int UTIME_AFTER_NAME = 11;

    /**
     * Now.
     *
     * @param proc {@code /proc}, or a directory like it
     * @throws IOException if this system has no such files, or others in them
     */
    public static CpuTimes read(Path proc) throws IOException {
        return parse(
                Files.readAllLines(proc.resolve("stat")),
                Files.readString(proc.resolve("self").resolve("stat")));
    }

    static CpuTimes parse(List<String> stat, String selfStat) throws IOException {
        try {
            long[] ticks = Arrays.stream(stat.get(0).strip().split("\\s+"))
                    .skip(1)
                    .limit(COUNTED)
                    .mapToLong(Long::parseLong)
                    .toArray();
            int processors = (int)
                    stat.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
            String[] own = selfStat.substring(selfStat.lastIndexOf(')') + 2).split(" ");
            return new CpuTimes(
                    Math.max(1, processors),
                    ticks[USER] + ticks[NICE] + ticks[SYSTEM] + ticks[IRQ] + ticks[SOFTIRQ],
                    ticks[STEAL],
                    Arrays.stream(ticks).sum(),
                    Long.parseLong(own[UTIME_AFTER_NAME]) + Long.parseLong(own[UTIME_AFTER_NAME + 1]));
        } catch (IndexOutOfBoundsException | NumberFormatException unknown) {
            throw new IOException("/proc/stat is not in the form this kernel family writes", unknown);
        }
    }
}

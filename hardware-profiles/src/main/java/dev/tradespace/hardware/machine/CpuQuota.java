package dev.tradespace.hardware.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often the CFS bandwidth quota of this process's control groups has stopped it: a container that has used up its share of a period waits for the
 * next one, and so does the query that is being measured.
 *
 * @param periods enforcement periods so far, of all groups above this process that have a quota; 0 where there is none
 * @param throttled those of them in which a group was stopped
 * @source Linux kernel documentation, scheduler/sched-bwc.rst (nr_periods, nr_throttled) and admin-guide/cgroup-v2.rst (cpu.stat)
 */
public record CpuQuota(long periods, long throttled) {
    /** From this share of throttled periods on a run is spoiled: like stolen time, it stops the measured thread itself. */
    public static final double MOST_THROTTLED = 0.02;

    private static final CpuQuota NONE = new CpuQuota(0, 0);
    private static final List<String> V1_MOUNTS = List.of("cpu,cpuacct", "cpu", "cpuacct,cpu");

    /**
     * Now.
     *
     * @param root {@code /}, or a directory with {@code proc} and {@code sys} in it
     */
    public static CpuQuota read(Path root) {
        CpuQuota sum = NONE;
        for (Path statistics : statistics(root)) {
            Map<String, Long> counts = counts(statistics);
            sum = new CpuQuota(
                    sum.periods + counts.getOrDefault("nr_periods", 0L),
                    sum.throttled + counts.getOrDefault("nr_throttled", 0L));
        }
        return sum;
    }

    /** What happened between an earlier reading and this one. */
    public CpuQuota since(CpuQuota before) {
        return new CpuQuota(Math.max(0, periods - before.periods), Math.max(0, throttled - before.throttled));
    }

    /** What spoils a run of this span, for people; empty where nothing does. */
    public Optional<String> disturbance() {
        return throttled > MOST_THROTTLED * periods
                ? Optional.of(
                        "the CPU quota of its container stopped it in " + throttled + " of " + periods + " periods")
                : Optional.empty();
    }

    /** What the span says of itself, for people. */
    public String fact() {
        return periods == 0 ? "none used" : throttled + " of " + periods + " periods throttled";
    }

    /** The statistics of this process's group and of every group above it, version 2 or 1. */
    private static List<Path> statistics(Path root) {
        Path mount = root.resolve("sys/fs/cgroup");
        List<Path> found = new ArrayList<>();
        for (String line : KernelFiles.lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[1].isEmpty()) {
                found.addAll(upwards(mount, parts[2]));
            } else if (Arrays.asList(parts[1].split(",")).contains("cpu")) {
                V1_MOUNTS.stream()
                        .map(mount::resolve)
                        .filter(Files::isDirectory)
                        .findFirst()
                        .ifPresent(v1 -> found.addAll(upwards(v1, parts[2])));
            }
        }
        return found;
    }

    /** A container may see its own group as the mount itself and know its path by the host's name only. */
    private static List<Path> upwards(Path mount, String group) {
        Path folder = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        List<Path> found = new ArrayList<>();
        for (Path level = folder; level != null && level.startsWith(mount); level = level.getParent()) {
            Path statistics = level.resolve("cpu.stat");
            if (Files.isReadable(statistics)) {
                found.add(statistics);
            }
        }
        return found;
    }

    private static Map<String, Long> counts(Path statistics) {
        Map<String, Long> counts = new TreeMap<>();
        for (String line : KernelFiles.lines(statistics)) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2 && words[1].matches("\\d{1,18}")) {
                counts.put(words[0], Long.parseLong(words[1]));
            }
        }
        return counts;
    }
}

package dev.tradespace.hardware.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The clock of the fastest processor, which is one that is at work, beside what it is meant to reach, and how often heat has throttled any.
 *
 * @unit kHz
 * @param current empty where the system does not show it, as in most virtual machines
 * @param nominal what it sustains: the base frequency where the driver tells it, else nine tenths of the highest
 * @param heatThrottles events so far, of all processors; 0 where the system does not count them
 * @source Linux kernel documentation, admin-guide/pm/cpufreq.rst, intel_pstate.rst (base_frequency) and acpi/cppc_sysfs.rst (nominal_freq)
 */
public record CpuClock(OptionalLong current, OptionalLong nominal, long heatThrottles) {
    /** A clock that ends below this share of where it began was lowered meanwhile, by heat or by a power limit. */
    public static final double LEAST_KEPT = 0.9;

    private static final String CPUS = "cpu[0-9]*";
    private static final long KHZ_PER_MHZ = 1000;
    private static final double KHZ_PER_GHZ = 1e6;
    private static final double SUSTAINED = 0.9;

    /**
     * Now.
     *
     * @param root {@code /}, or a directory with {@code sys} in it
     */
    public static CpuClock read(Path root) {
        OptionalLong current = OptionalLong.empty();
        OptionalLong nominal = OptionalLong.empty();
        long throttles = 0;
        for (Path cpu : cpus(root.resolve("sys/devices/system/cpu"))) {
            current = greater(current, KernelFiles.number(cpu.resolve("cpufreq/scaling_cur_freq")));
            nominal = greater(nominal, nominal(cpu));
            throttles += KernelFiles.number(cpu.resolve("thermal_throttle/core_throttle_count"))
                    .orElse(0);
        }
        return new CpuClock(current, nominal, throttles);
    }

    private static OptionalLong nominal(Path cpu) {
        OptionalLong base = KernelFiles.number(cpu.resolve("cpufreq/base_frequency"));
        if (base.isPresent()) {
            return base;
        }
        OptionalLong mega = KernelFiles.number(cpu.resolve("acpi_cppc/nominal_freq"));
        if (mega.isPresent() && mega.getAsLong() > 0) {
            return OptionalLong.of(mega.getAsLong() * KHZ_PER_MHZ);
        }
        OptionalLong highest = KernelFiles.number(cpu.resolve("cpufreq/cpuinfo_max_freq"));
        return highest.isPresent() ? OptionalLong.of((long) (SUSTAINED * highest.getAsLong())) : highest;
    }

    /** What spoils a run that began with an earlier reading and ended with this one, for people; empty where nothing does. */
    public List<String> disturbances(CpuClock before) {
        List<String> disturbances = new ArrayList<>();
        if (heatThrottles > before.heatThrottles) {
            disturbances.add("heat throttled the processor " + (heatThrottles - before.heatThrottles) + " times");
        }
        if (current.isPresent()) {
            long end = current.getAsLong();
            if (nominal.isPresent() && end < nominal.getAsLong()) {
                disturbances.add("the clock was lowered to " + gigahertz(end) + ", below the "
                        + gigahertz(nominal.getAsLong()) + " that this processor sustains");
            } else if (before.current.isPresent() && end < LEAST_KEPT * before.current.getAsLong()) {
                disturbances.add(
                        "the clock fell from " + gigahertz(before.current.getAsLong()) + " to " + gigahertz(end));
            }
        }
        return disturbances;
    }

    /** The clock for people. */
    public String fact() {
        return current.isPresent() ? gigahertz(current.getAsLong()) : "not shown by this system";
    }

    private static String gigahertz(long kilohertz) {
        return String.format(Locale.ROOT, "%.2f GHz", kilohertz / KHZ_PER_GHZ);
    }

    private static OptionalLong greater(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || (b.isPresent() && b.getAsLong() > a.getAsLong()) ? b : a;
    }

    private static List<Path> cpus(Path folder) {
        List<Path> cpus = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, CPUS)) {
                found.forEach(cpus::add);
            } catch (IOException notShown) {
                return List.of();
            }
        }
        return cpus;
    }
}

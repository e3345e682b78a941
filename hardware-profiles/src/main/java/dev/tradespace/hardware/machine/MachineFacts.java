package dev.tradespace.hardware.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a result should say about the machine it came from. A fact that the system does not show is left out, but for
 * governor and temperature, which are said to be unknown, since a reader of a latency looks for them.
 */
public final class MachineFacts {
    private static final String UNKNOWN = "not shown by this system";
    private static final double MILLI = 1000;

    private MachineFacts() {}

    /**
     * The facts, sorted by name.
     *
     * @param root {@code /}, or a directory with {@code proc} and {@code sys} in it
     */
    public static Map<String, String> read(Path root) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("kernel", System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        for (String line : KernelFiles.lines(root.resolve("proc/cpuinfo"))) {
            addFact(line, "model name", "cpu", facts);
            addFact(line, "microcode", "microcode", facts);
        }
        KernelFiles.lines(root.resolve("proc/loadavg")).stream()
                .findFirst()
                .ifPresent(load -> facts.put("load average", load));
        facts.put(
                "governor",
                KernelFiles.lines(root.resolve("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")).stream()
                        .findFirst()
                        .orElse(UNKNOWN));
        OptionalDouble celsius = hottest(root.resolve("sys/class/thermal"));
        facts.put(
                "temperature",
                celsius.isPresent()
                        ? String.format(Locale.ROOT, "%.0f degrees Celsius", celsius.getAsDouble())
                        : UNKNOWN);
        return facts;
    }

    /** The first processor speaks for all. */
    private static void addFact(String line, String key, String name, Map<String, String> facts) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
            facts.putIfAbsent(name, line.substring(colon + 1).strip());
        }
    }

    private static OptionalDouble hottest(Path thermal) {
        OptionalDouble hottest = OptionalDouble.empty();
        if (Files.isDirectory(thermal)) {
            try (DirectoryStream<Path> zones = Files.newDirectoryStream(thermal, "thermal_zone*")) {
                for (Path zone : zones) {
                    for (String line : KernelFiles.lines(zone.resolve("temp"))) {
                        double celsius = Long.parseLong(line.strip()) / MILLI;
                        hottest = OptionalDouble.of(Math.max(celsius, hottest.orElse(celsius)));
                    }
                }
            } catch (IOException | NumberFormatException unreadable) {
                return OptionalDouble.empty();
            }
        }
        return hottest;
    }
}

package dev.tradespace.hardware.machine;

import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.measure.Conditions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a result should say about the machine it came from. A fact that the system does not show is left out, but for
 * governor and temperature, which are said to be unknown, since a reader of a latency looks for them.
 */
public final class MachineFacts {
    private static final String UNKNOWN = "not shown by this system";
    private static final double MILLI = 1000;
    private static final int ID_DIGITS = 12;

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
        facts.put(Conditions.MACHINE, machine(root));
        cpu(root).ifPresent(model -> facts.put("cpu", model));
        fact(root, "microcode").ifPresent(version -> facts.put("microcode", version));
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

    /** The processor's model; of ARM, whose kernel names none, the numbers of maker and part. */
    public static Optional<String> cpu(Path root) {
        return fact(root, "model name").or(() -> fact(root, "CPU implementer")
                .flatMap(maker -> fact(root, "CPU part").map(part -> "ARM maker " + maker + " part " + part)));
    }

    /**
     * A stable id of the machine, 12 hex digits: a digest of the id that its installation was given, so that the id itself goes nowhere. Where there is none,
     * as in some containers, of what the hardware shows of itself and the name of the host.
     */
    public static String machine(Path root) {
        String given = first(root, "etc/machine-id")
                .or(() -> first(root, "var/lib/dbus/machine-id"))
                .filter(id -> id.matches("[0-9a-f]{32}"))
                .orElseGet(() -> String.join(
                        "\n",
                        first(root, "sys/class/dmi/id/product_name").orElse(""),
                        first(root, "sys/class/dmi/id/board_name").orElse(""),
                        first(root, "proc/sys/kernel/hostname").orElse(""),
                        cpu(root).orElse("")));
        return Sha256.of("tradespace machine\n" + given).substring(0, ID_DIGITS);
    }

    private static Optional<String> first(Path root, String file) {
        return KernelFiles.lines(root.resolve(file)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst();
    }

    /** The first processor speaks for all. */
    private static Optional<String> fact(Path root, String key) {
        return KernelFiles.lines(root.resolve("proc/cpuinfo")).stream()
                .filter(line -> line.indexOf(':') > 0
                        && line.substring(0, line.indexOf(':')).strip().equals(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
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

package dev.tradespace.hardware.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuClockTest {
    @TempDir
    Path root;

    private void cpu(int number, String file, long value) throws IOException {
        Path path = root.resolve("sys/devices/system/cpu/cpu" + number).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, value + "\n");
    }

    private static CpuClock clock(long current, long nominal, long throttles) {
        return new CpuClock(OptionalLong.of(current), OptionalLong.of(nominal), throttles);
    }

    @Test
    void takesTheFastestProcessorAndTheBaseFrequency() throws IOException {
        cpu(0, "cpufreq/scaling_cur_freq", 800_000);
        cpu(1, "cpufreq/scaling_cur_freq", 3_400_000);
        cpu(1, "cpufreq/cpuinfo_max_freq", 4_700_000);
        cpu(1, "cpufreq/base_frequency", 2_600_000);
        cpu(0, "thermal_throttle/core_throttle_count", 2);
        cpu(1, "thermal_throttle/core_throttle_count", 3);
        assertEquals(clock(3_400_000, 2_600_000, 5), CpuClock.read(root));
        assertEquals("3.40 GHz", CpuClock.read(root).fact());
    }

    @Test
    void withoutABaseFrequencyTheNominalOrNineTenthsOfTheHighestCount() throws IOException {
        cpu(0, "cpufreq/cpuinfo_max_freq", 2_000_000);
        assertEquals(OptionalLong.of(1_800_000), CpuClock.read(root).nominal());
        cpu(0, "acpi_cppc/nominal_freq", 1500);
        assertEquals(OptionalLong.of(1_500_000), CpuClock.read(root).nominal());
    }

    @Test
    void aMachineThatShowsNothingDisturbsNothing() {
        CpuClock unknown = CpuClock.read(root);
        assertEquals(new CpuClock(OptionalLong.empty(), OptionalLong.empty(), 0), unknown);
        assertEquals(List.of(), unknown.disturbances(unknown));
        assertEquals("not shown by this system", unknown.fact());
    }

    @Test
    void aLoweredAFallingAndAHotClockAreDisturbances() {
        CpuClock fast = clock(3_400_000, 2_600_000, 0);
        assertEquals(List.of(), clock(3_100_000, 2_600_000, 0).disturbances(fast));
        assertEquals(
                List.of("the clock was lowered to 1.20 GHz, below the 2.60 GHz that this processor sustains"),
                clock(1_200_000, 2_600_000, 0).disturbances(fast));
        assertEquals(
                List.of("heat throttled the processor 3 times", "the clock fell from 3.40 GHz to 2.70 GHz"),
                clock(2_700_000, 2_600_000, 3).disturbances(fast));
    }
}

package dev.tradespace.core.comparison;

import static dev.tradespace.core.comparison.ComparedRows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SideBySideRowsTest {
    private static final List<Target> TARGETS =
            List.of(target("int8-2t", "int8", 2), target("int8-1t", "int8", 1), target("fp32-1t", "fp32", 1));

    private static Target target(String name, String precision, int threads) {
        return new Target("cpu/" + name, "cpu", "toy", precision, threads, name);
    }

    private static SideBySideRows compared(double margin, double int8) {
        return SideBySideRows.of(
                List.of(
                        row("a", "cpu/int8-1t", int8, margin),
                        row("a", "cpu/fp32-1t", 10, margin),
                        row("a", "cpu/int8-2t", 50, margin),
                        row("a", "gone/one", 1, margin)),
                TARGETS);
    }

    @Test
    void namesTheRowInFullPrecisionThatIsFasterOnAsManyThreads() {
        SideBySideRows rows = compared(0.5, 12);

        assertEquals(
                List.of("cpu/fp32-1t", "cpu/int8-1t", "cpu/int8-2t"),
                rows.entries().stream().map(entry -> entry.target().id()).toList());
        assertEquals(
                List.of(Optional.empty(), Optional.of(10.0), Optional.empty()),
                rows.entries().stream()
                        .map(entry -> entry.faster().map(SideBySideRowsTest::latency))
                        .toList());
    }

    private static double latency(ResultRow row) {
        return row.figure(Metric.LATENCY).value().orElseThrow();
    }

    @Test
    void saysNothingWhereTheIntervalsOverlapOrTheLowerPrecisionIsFaster() {
        assertEquals(
                0,
                compared(1.5, 12).entries().stream()
                        .filter(entry -> entry.faster().isPresent())
                        .count());
        assertEquals(
                0,
                compared(0.5, 8).entries().stream()
                        .filter(entry -> entry.faster().isPresent())
                        .count());
    }
}

package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.measure.Target;
import dev.tradespace.search.evaluator.Evaluators;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RooflineBoundTest {
    private static List<String> bounds(String constraint, List<Target> targets) {
        ProblemDefinition definition = ProblemDefinition.of(
                SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of(constraint), Map.of()),
                Evaluators.installed());
        return RooflineBound.of(definition.constraints(), definition.criteria(), targets).stream()
                .map(bound -> Amounts.of(bound.counted()))
                .toList();
    }

    @Test
    void followsFromALatencyOnItsTarget() {
        assertEquals(List.of("macs<=3 G", "modelSize<=30.0 GB"), bounds("latency<=3ms", List.of(SampleSearches.ONE)));
    }

    /** A search that is shown is read without its targets. */
    @Test
    void knowsNoSpeedWithoutATarget() {
        assertEquals(List.of("modelSize<=30.0 GB"), bounds("latency<=3ms", List.of()));
        assertEquals(List.of(), bounds("throughput>=5", List.of()));
    }

    @Test
    void boundsNothingByALimitBeyondAllNumbers() {
        assertEquals(List.of(), bounds("latency<=1e308ms", List.of(SampleSearches.ONE)));
    }
}

package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.search.evaluator.EstimatedTargets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HopelessLatencyTest {
    /** On the first target a millisecond for every unit, give or take a half; on the second nothing is known. */
    private static final EstimatedTargets ESTIMATES = new EstimatedTargets() {
        @Override
        public boolean knows(String target) {
            return false;
        }

        @Override
        public Figure latency(String target, Built network) {
            throw new AssertionError("no target is elsewhere");
        }

        @Override
        public Function<Built, Optional<Figure.Estimated>> measuredUntilNow(String target) {
            return network -> {
                int units = network.model().configuration().integer("units");
                return target.equals("cpu/one")
                        ? Optional.of(new Figure.Estimated(units, new Interval(units / 2.0, units * 1.5), "units"))
                        : Optional.empty();
            };
        }
    };

    private static CheapMetrics known(List<String> targets, String limit, int units) {
        SearchContext context = SampleSearches.context();
        SearchPlan plan = SearchPlan.of(
                        SampleSearches.spec(List.of("flat"), targets, List.of(limit), Map.of()),
                        new SearchContext(
                                context.catalogue(),
                                context.targets(),
                                context.training(),
                                context.strategies(),
                                context.withoutEnergy(),
                                context.evaluators().with(ESTIMATES)))
                .plan()
                .orElseThrow();
        return plan.candidate(plan.space().space().configure(Map.of("units", units)))
                .known();
    }

    @Test
    void whatIsCertainlyTooSlowIsNotMeasured() {
        assertEquals(
                new CheapMetrics.Invalid("it was not measured: its latency on cpu/one is estimated at 42 ms, with 97.5%"
                        + " confidence above 21 ms, and the limit is 20 ms"),
                known(List.of("cpu/one"), "latency<=20ms", 42));
    }

    @Test
    void whatMayBeFastEnoughIsMeasured() {
        assertInstanceOf(CheapMetrics.Valid.class, known(List.of("cpu/one"), "latency<=20ms", 39));
    }

    @Test
    void aLimitOnAnotherTargetSaysNothing() {
        assertInstanceOf(CheapMetrics.Valid.class, known(List.of("cpu/one", "cpu/two"), "latency@cpu/two<=20ms", 42));
    }

    @Test
    void aLimitOnAllTargetsHoldsOnEach() {
        assertInstanceOf(CheapMetrics.Invalid.class, known(List.of("cpu/one", "cpu/two"), "latency<=20ms", 42));
    }

    @Test
    void aLeastLatencyLeavesNothingOut() {
        assertInstanceOf(CheapMetrics.Valid.class, known(List.of("cpu/one"), "latency>=1ms", 42));
    }
}

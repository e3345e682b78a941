package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.search.evaluator.EstimatedTargets;
import java.time.Duration;
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

    private static Optional<String> hopeless(List<String> targets, String limit, int units, Stage stage) {
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
        CountedNetwork network = plan.candidate(plan.space().space().configure(Map.of("units", units)));
        assertInstanceOf(CheapMetrics.Valid.class, network.known());
        return plan.hopeless(TrialState.proposed(0, network.network(), Fidelity.FULL, Duration.ZERO)
                .at(stage));
    }

    private static Optional<String> hopeless(List<String> targets, String limit, int units) {
        return hopeless(targets, limit, units, Stage.MEASURING);
    }

    @Test
    void whatIsCertainlyTooSlowIsNotMeasured() {
        assertEquals(
                Optional.of(
                        "it was not measured: its latency on cpu/one is estimated at 42 ms, with 97.5% confidence above"
                                + " 21 ms, and the limit is 20 ms"),
                hopeless(List.of("cpu/one"), "latency<=20ms", 42));
    }

    @Test
    void whatMayBeFastEnoughIsMeasured() {
        assertEquals(Optional.empty(), hopeless(List.of("cpu/one"), "latency<=20ms", 39));
    }

    @Test
    void whatIsMeasuredAlreadyIsTrained() {
        assertEquals(Optional.empty(), hopeless(List.of("cpu/one"), "latency<=20ms", 42, Stage.TRAINING));
    }

    @Test
    void aLimitOnAnotherTargetSaysNothing() {
        assertEquals(Optional.empty(), hopeless(List.of("cpu/one", "cpu/two"), "latency@cpu/two<=20ms", 42));
    }

    @Test
    void aLimitOnAllTargetsHoldsOnEach() {
        assertTrue(hopeless(List.of("cpu/one", "cpu/two"), "latency<=20ms", 42).isPresent());
    }

    @Test
    void aLeastLatencyLeavesNothingOut() {
        assertEquals(Optional.empty(), hopeless(List.of("cpu/one"), "latency>=1ms", 42));
    }
}

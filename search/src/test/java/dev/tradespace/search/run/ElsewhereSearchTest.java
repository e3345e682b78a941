package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.search.evaluator.EstimatedTargets;
import dev.tradespace.search.evaluator.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Searches for targets on which nothing can be measured here: their latency is known of any network, and only the accuracy is measured. */
class ElsewhereSearchTest {
    private static final String PI = "pi/ncnn-fp32-1t";
    private static final String PHONE = "phone/tflite-npu-int8";

    /** A millisecond for every unit, twice that on the phone, which is out of its depth beyond 50. */
    private static final EstimatedTargets ESTIMATES = new EstimatedTargets() {
        @Override
        public boolean knows(String target) {
            return target.equals(PI) || target.equals(PHONE);
        }

        @Override
        public Figure latency(String target, Built network) {
            int units = network.model().configuration().integer("units");
            return target.equals(PI)
                    ? new Figure.Estimated(units, null, "units")
                    : units > 50
                            ? new Figure.Unavailable("it is larger than all that was published")
                            : new Figure.Estimated(2 * units, null, "units");
        }
    };

    private static SearchContext context() {
        SearchContext context = SampleSearches.context();
        return new SearchContext(
                context.catalogue(),
                context.targets(),
                context.training(),
                context.strategies(),
                context.withoutEnergy(),
                context.evaluators().with(ESTIMATES));
    }

    private static SearchPlan.Planned planned(List<String> targets, List<String> limits) {
        return SearchPlan.of(SampleSearches.spec(List.of("flat"), targets, limits, Map.of()), context());
    }

    private static SearchPlan plan(List<String> targets, List<String> limits) {
        SearchPlan.Planned planned = planned(targets, limits);
        return planned.plan().orElseThrow(() -> new AssertionError(planned.problems()));
    }

    private static String problems(List<String> targets, List<String> limits) {
        return planned(targets, limits).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }

    private static CheapMetrics known(SearchPlan plan, int units) {
        Configuration point = plan.space().space().configure(Map.of("units", units));
        return plan.candidate(point).known();
    }

    @Test
    void theLatencyIsKnownBeforeAnythingIsSpent() {
        CheapMetrics.Valid valid = assertInstanceOf(CheapMetrics.Valid.class, known(plan(List.of(PI), List.of()), 12));

        assertEquals(12, valid.metric("latency"));
    }

    @Test
    void ofSeveralTargetsEachHasItsOwnAndTheWorstCounts() {
        CheapMetrics.Valid valid =
                assertInstanceOf(CheapMetrics.Valid.class, known(plan(List.of(PI, PHONE), List.of()), 12));

        assertEquals(12, valid.metric("latency@" + PI));
        assertEquals(24, valid.metric("latency@" + PHONE));
        assertEquals(24, valid.metric("latency"));
    }

    @Test
    void aNetworkThatCannotBeEstimatedIsInvalidWithTheReason() {
        assertEquals(
                new CheapMetrics.Invalid(
                        "no latency on phone/tflite-npu-int8: it is larger than all that was published"),
                known(plan(List.of(PHONE), List.of()), 60));
    }

    @Test
    void nothingIsMeasuredButTheAccuracyOnThisMachine() {
        SearchPlan plan = plan(List.of(PI), List.of("latency<=20ms"));

        assertEquals(List.of(Stage.TRAINING), plan.rules().stages());
        assertEquals(List.of("cpu/one"), plan.targets().stream().map(Target::id).toList());
        Configuration point = plan.space().space().configure(Map.of("units", 12));
        TrialState trial = TrialState.proposed(0, plan.candidate(point).network(), Fidelity.FULL, Duration.ZERO)
                .at(Stage.TRAINING);
        Evaluation.Jobs jobs = assertInstanceOf(Evaluation.Jobs.class, plan.evaluate(trial));
        assertEquals(List.of("cpu/one"), jobs.spec().targets());
    }

    @Test
    void limitsAreJudgedByEstimatesAtOnce() {
        assertEquals("", problems(List.of(PI), List.of("latency<=20ms")));
        assertEquals(
                true,
                problems(List.of(PI), List.of("latency<=0.5ms")).contains("keeps every limit; the nearest"),
                problems(List.of(PI), List.of("latency<=0.5ms")));
    }

    @Test
    void targetsOfBothKindsAreRefused() {
        assertEquals(
                "/targets/1: cpu/one is measured on here and pi/ncnn-fp32-1t is estimated: a search has targets of one"
                        + " kind, so that nothing of both is ranked",
                problems(List.of(PI, "cpu/one"), List.of()));
    }

    @Test
    void memoryIsNoMetricOfATargetThatOnlyHasAnEstimatedLatency() {
        assertEquals(true, problems(List.of(PI), List.of("memory<=1MB")).contains("there is no metric memory"));
    }
}

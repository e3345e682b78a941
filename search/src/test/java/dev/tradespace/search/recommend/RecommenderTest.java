package dev.tradespace.search.recommend;

import static dev.tradespace.search.recommend.Rows.CPU;
import static dev.tradespace.search.recommend.Rows.GPU;
import static dev.tradespace.search.recommend.Rows.about;
import static dev.tradespace.search.recommend.Rows.failed;
import static dev.tradespace.search.recommend.Rows.measured;
import static dev.tradespace.search.recommend.Rows.measuredAt;
import static dev.tradespace.search.recommend.Rows.row;
import static dev.tradespace.search.recommend.Rows.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.search.recommend.Recommendation.Binding;
import dev.tradespace.search.recommend.Recommendation.Exclusion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final Constraint TWENTY_MS = Constraint.on(Metric.LATENCY, 20);

    private static final List<ResultRow> ROWS = List.of(
            row("tiny", 60, 5), row("small", 70, 10), row("middle", 75, 18), row("big", 80, 30), row("worse", 69, 12));

    private static Recommendation recommend(List<ResultRow> rows, Constraint... limits) {
        return Recommender.recommend(rows, List.of(CPU), List.of(limits));
    }

    private static String name(Optional<ModelRows> candidate) {
        return candidate.map(chosen -> chosen.model().variant()).orElse("none");
    }

    private static String bindingMessage(Recommendation answer) {
        return answer.binding().map(Binding::message).orElse("none");
    }

    @Test
    void takesTheMostAccurateWithinAllLimits() {
        Recommendation answer = recommend(ROWS, TWENTY_MS);
        assertEquals("middle", name(answer.recommended()));
        assertEquals("the most accurate of the 4 of 5 models that keep all limits", answer.reason());
        assertEquals(5, answer.considered());
        assertEquals(
                List.of(new Exclusion("family/big", "latency 30 ms on cpu/one is above 20 ms")), answer.excluded());
    }

    @Test
    void takesTheMostAccurateOfAllWithoutLimits() {
        Recommendation answer = recommend(ROWS);
        assertEquals("big", name(answer.recommended()));
        assertEquals("the most accurate of 5 models", answer.reason());
        assertEquals(Optional.empty(), answer.binding());
        assertEquals("none", name(answer.moreAccurate()));
    }

    @Test
    void breaksATieByTheLowerLatency() {
        List<ResultRow> rows = new ArrayList<>(List.of(row("slow", 75, 19), row("fast", 75, 9), row("other", 75, 9)));
        assertEquals("fast", name(recommend(rows).recommended()));
        Collections.reverse(rows);
        assertEquals("fast", name(recommend(rows).recommended()), "and then by name, whatever the order of the rows");
    }

    @Test
    void allowsAValueThatIsTheLimitItself() {
        assertEquals(
                "big", name(recommend(ROWS, Constraint.on(Metric.LATENCY, 30)).recommended()));
        assertEquals(
                "big", name(recommend(ROWS, Constraint.on(Metric.ACCURACY, 80)).recommended()));
    }

    @Test
    void namesTheNextFasterAndTheNextMoreAccurateOfTheFront() {
        Recommendation answer = recommend(ROWS, TWENTY_MS);
        assertEquals("small", name(answer.faster()), "not 'worse', which small dominates");
        assertEquals("big", name(answer.moreAccurate()));
    }

    @Test
    void saysWhichLimitBindsAndWhatLooseningItBuys() {
        Binding binding = recommend(ROWS, TWENTY_MS).binding().orElseThrow();
        assertEquals(TWENTY_MS, binding.limit());
        assertEquals(CPU, binding.target());
        assertEquals("family/big", binding.next().model().toString());
        assertEquals(30, binding.needs());
        assertEquals(
                "loosening latency from 20 ms to 30 ms on cpu/one buys family/big with 80.00% accuracy",
                binding.message());
    }

    @Test
    void namesTheLeastLooseningThatBuysAnything() {
        List<ResultRow> rows = List.of(row("now", 70, 10), row("near", 71, 21), row("far", 90, 100));
        assertEquals(
                "family/near",
                recommend(rows, TWENTY_MS)
                        .binding()
                        .orElseThrow()
                        .next()
                        .model()
                        .toString());
    }

    @Test
    void blamesTheLimitWhoseLooseningBuysMore() {
        List<ResultRow> rows = List.of(
                with(row("now", 70, 10), Metric.PARAMETERS, measured(5e6)),
                with(row("slower", 75, 30), Metric.PARAMETERS, measured(5e6)),
                with(row("larger", 80, 10), Metric.PARAMETERS, measured(20e6)),
                with(row("both", 99, 30), Metric.PARAMETERS, measured(20e6)));
        Recommendation answer = recommend(rows, TWENTY_MS, Constraint.on(Metric.PARAMETERS, 10e6));
        assertEquals("now", name(answer.recommended()));
        assertEquals(
                "loosening params from 10 M to 20 M on cpu/one buys family/larger with 80.00% accuracy",
                bindingMessage(answer));
    }

    @Test
    void blamesNoLimitThatKeepsNothingBetterOut() {
        Recommendation answer =
                recommend(ROWS, Constraint.on(Metric.LATENCY, 1000), Constraint.on(Metric.ACCURACY, 10));
        assertEquals("big", name(answer.recommended()));
        assertEquals(Optional.empty(), answer.binding());
    }

    @Test
    void namesTheNearestMissWhereNothingFits() {
        Recommendation answer = recommend(ROWS, Constraint.on(Metric.LATENCY, 4));
        assertEquals("none", name(answer.recommended()));
        assertEquals(
                "none of 5 models keeps all limits; loosening latency from 4 ms to 5 ms on cpu/one buys"
                        + " family/tiny with 60.00% accuracy",
                answer.reason());
        assertEquals("none", name(answer.faster()));
        assertEquals(5, answer.excluded().size());
    }

    @Test
    void saysSoWhereOneLimitAloneIsNotToBlame() {
        Recommendation answer = recommend(ROWS, Constraint.on(Metric.LATENCY, 4), Constraint.on(Metric.ACCURACY, 95));
        assertEquals(
                "none of 5 models keeps all limits; no single limit is to blame, loosen more than one",
                answer.reason());
        assertEquals(Optional.empty(), answer.binding());
    }

    @Test
    void excludesModelsOfWhichALimitedMetricIsNotKnown() {
        List<ResultRow> rows =
                List.of(with(row("frugal", 70, 10), Metric.ENERGY, measured(0.5)), row("unknown", 80, 10));
        Recommendation answer = recommend(rows, Constraint.on(Metric.ENERGY, 1));
        assertEquals("frugal", name(answer.recommended()));
        assertEquals(List.of(new Exclusion("family/unknown", "energy is limited but not known")), answer.excluded());
        assertEquals(Optional.empty(), answer.binding(), "no loosening lets in what is not known");
        assertEquals("unknown", name(recommend(rows).recommended()), "without the limit it may be recommended");
    }

    @Test
    void saysSoWhereALimitedMetricIsKnownOfNone() {
        assertEquals(
                "none of 5 models keeps all limits; energy is limited, but known of none (not measured); drop that limit",
                recommend(ROWS, Constraint.on(Metric.ENERGY, 1)).reason());
        ResultRow elsewhere = with(
                row("other", 70, 10), Metric.ENERGY, new Figure.Unavailable("nobody has said what the device draws"));
        assertEquals(
                "none of 1 models keeps all limits; energy is limited, but known of none (nobody has said what the device"
                        + " draws); drop that limit",
                recommend(List.of(elsewhere), Constraint.on(Metric.ENERGY, 1)).reason());
    }

    @Test
    void excludesModelsWithoutAccuracyOrLatency() {
        List<ResultRow> rows = List.of(
                row("known", 70, 10),
                with(row("untrained", 1, 10), Metric.ACCURACY, new Figure.Unavailable("none is published")),
                failed("broken", "the worker died", 0));
        Recommendation answer = recommend(rows);
        assertEquals(1, answer.considered());
        assertEquals(
                List.of(
                        new Exclusion("family/untrained", "no accuracy on cpu/one: none is published"),
                        new Exclusion("family/broken", "no latency on cpu/one: the worker died")),
                answer.excluded());
    }

    @Test
    void judgesSeveralTargetsByTheWorst() {
        List<ResultRow> rows = List.of(
                row("even", CPU, 75, 15),
                row("even", GPU, 74, 12),
                row("lopsided", CPU, 80, 25),
                row("lopsided", GPU, 80, 1),
                row("quantised", CPU, 79, 10),
                row("quantised", GPU, 60, 10));
        List<String> both = List.of(CPU, GPU);
        Recommendation answer = Recommender.recommend(rows, both, List.of(TWENTY_MS));
        assertEquals("even", name(answer.recommended()));
        assertEquals(
                74, answer.recommended().orElseThrow().worst(Metric.ACCURACY).orElseThrow());
        assertEquals(
                15, answer.recommended().orElseThrow().worst(Metric.LATENCY).orElseThrow());
        assertEquals("the most accurate of the 2 of 3 models that keep all limits on all 2 targets", answer.reason());
        assertEquals(
                "loosening latency from 20 ms to 25 ms on cpu/one buys family/lopsided with 80.00% accuracy",
                bindingMessage(answer));
        assertEquals(
                "lopsided",
                name(Recommender.recommend(rows, List.of(GPU), List.of(TWENTY_MS))
                        .recommended()),
                "where the slow target is not asked about");
    }

    @Test
    void excludesWhatIsNotMeasuredOnEveryTarget() {
        List<ResultRow> rows = List.of(row("both", CPU, 70, 10), row("both", GPU, 70, 10), row("cpu", CPU, 80, 10));
        Recommendation answer = Recommender.recommend(rows, List.of(CPU, GPU), List.of());
        assertEquals("both", name(answer.recommended()));
        assertEquals(List.of(new Exclusion("family/cpu", "not measured on gpu/one")), answer.excluded());
    }

    @Test
    void believesTheMostThoroughRowThenTheLatestAndAFailureLast() {
        List<ResultRow> rows = new ArrayList<>(List.of(
                measuredAt("model", 5, Protocol.QUICK, 9),
                measuredAt("model", 7, Protocol.STANDARD, 1),
                measuredAt("model", 6, Protocol.STANDARD, 2),
                failed("model", "the worker died", 10)));
        for (int turn = 0; turn < rows.size(); turn++) {
            Collections.rotate(rows, 1);
            assertEquals(
                    6,
                    recommend(rows)
                            .recommended()
                            .orElseThrow()
                            .worst(Metric.LATENCY)
                            .orElseThrow(),
                    rows.toString());
        }
    }

    @Test
    void roundsWhatBreaksALimitAwayFromIt() {
        List<ResultRow> rows = List.of(row("now", 70, 10), row("hair", 80, 20.001));
        Recommendation answer = recommend(rows, TWENTY_MS);
        assertEquals(
                "latency 20.1 ms on cpu/one is above 20 ms",
                answer.excluded().get(0).reason());
        assertEquals(
                "accuracy 74.99% on cpu/one is below 75.00%",
                recommend(List.of(row("hair", 74.9999, 10)), Constraint.on(Metric.ACCURACY, 75))
                        .excluded()
                        .get(0)
                        .reason());
    }

    @Test
    void saysWhatIsMissingOnEachTarget() {
        String none = "no model has an accuracy and a latency on every target";
        assertEquals(
                none + ": on cpu/one nothing was measured, run a sweep",
                recommend(List.of()).reason());
        ResultRow unscored = with(row("a", 70, 10), Metric.ACCURACY, new Figure.Unavailable("not at int8"));
        assertEquals(
                none + ": on cpu/one no accuracy is known (not at int8)",
                recommend(List.of(unscored)).reason());
        ResultRow slow = with(row("b", 70, 10), Metric.LATENCY, new Figure.Unavailable("it failed"));
        assertEquals(none, recommend(List.of(unscored, slow)).reason(), "each has one of the two");
    }

    @Test
    void neverMixesDatasets() {
        List<ResultRow> rows = List.of(row("a", 70, 10), about(row("b", 95, 1), "cifar10"));
        assertEquals(
                "a recommendation never mixes datasets",
                assertThrows(IllegalArgumentException.class, () -> recommend(rows))
                        .getMessage());
    }

    @Test
    void needsATarget() {
        assertThrows(IllegalArgumentException.class, () -> Recommender.recommend(ROWS, List.of(), List.of()));
    }

    @Test
    void refusesLimitsThatMeanNothing() {
        assertThrows(IllegalArgumentException.class, () -> Constraint.on(Metric.LATENCY, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Constraint.on(Metric.LATENCY, -1));
    }
}

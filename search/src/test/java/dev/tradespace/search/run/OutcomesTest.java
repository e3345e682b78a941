package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.search.evaluator.EstimatedTargets;
import dev.tradespace.search.evaluator.Evaluators;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is said of trials once they have ended: the front, the curve, what mattered, and the values that rows give. */
class OutcomesTest {
    private static final List<Objective> OBJECTIVES =
            List.of(new Objective("accuracy", Goal.MAXIMIZE), new Objective("latency", Goal.MINIMIZE));

    private static Rules rules(Constraint... constraints) {
        return new Rules(OBJECTIVES, List.of(constraints), 10, null, 1);
    }

    private static TrialState trial(int number, Map<String, Object> configuration, double accuracy, double latency) {
        return TrialState.proposed(
                        number,
                        new TrialState.Network(ModelId.parse("toy/a"), "digest", "key " + number, configuration),
                        Fidelity.FULL,
                        Duration.ZERO)
                .at(Stage.TRAINING)
                .ended(
                        new Outcome.Completed(Map.of("accuracy", accuracy, "latency", latency)),
                        Evidence.NONE,
                        Duration.ofSeconds(10L * (number + 1)));
    }

    private static TrialState trial(int number, double accuracy, double latency) {
        return trial(number, Map.of(), accuracy, latency);
    }

    @Test
    void theFrontIsOfThoseThatKeepEveryLimit() {
        List<TrialState> trials = List.of(trial(0, 90, 2), trial(1, 80, 3), trial(2, 70, 1), trial(3, 99, 9));
        assertEquals(
                List.of(2, 0),
                BestTrials.front(trials, rules(new Constraint("latency", Constraint.Side.AT_MOST, 5))).stream()
                        .map(TrialState::number)
                        .toList());
    }

    @Test
    void theBoxEndsAtTheLimitAndAtChance() {
        Rules rules = rules(new Constraint("latency", Constraint.Side.AT_MOST, 4));
        List<TrialState> trials = List.of(trial(0, 75, 2), trial(1, 50, 1), trial(2, 100, 9));
        HypervolumeCurve box = HypervolumeCurve.box(rules, 4, List.of(trials));

        List<HypervolumeCurve.Point> curve = box.curve(trials);

        // Chance is 25%: 75% is two thirds of the way and 50% one third; 2 ms leaves a half of 4 ms, 1 ms three
        // quarters.
        assertEquals(
                List.of(0, 1), curve.stream().map(HypervolumeCurve.Point::trial).toList(), "trial 2 breaks the limit");
        assertEquals(2 / 3.0 * 0.5, curve.get(0).share(), 1e-12);
        assertEquals(2 / 3.0 * 0.5 + 1 / 3.0 * 0.25, curve.get(1).share(), 1e-12);
        assertEquals(Duration.ofSeconds(10), curve.get(0).time());
        assertTrue(
                box.sentence().contains("from accuracy 100.0 to 25.00 and from latency 0.000 to 4.000"), box::sentence);
    }

    @Test
    void withoutALimitTheBoxEndsBeyondTheWorstOfAllSearches() {
        List<TrialState> one = List.of(trial(0, 50, 1));
        List<TrialState> other = List.of(trial(0, 50, 10));
        HypervolumeCurve box = HypervolumeCurve.box(rules(), 1_000_000, List.of(one, other));
        assertEquals(0.5 * 10 / 11, box.curve(one).get(0).share(), 1e-4);
        assertEquals(0.5 * 1 / 11, box.curve(other).get(0).share(), 1e-4);
    }

    @Test
    void noTrialsGiveNoCurve() {
        assertEquals(
                List.of(), HypervolumeCurve.box(rules(), 3, List.of(List.of())).curve(List.of()));
    }

    @Test
    void aParameterMatteredByWhatItExplains() {
        SearchSpace space = SearchSpace.of(
                Parameter.reals("width", 0, 1, 0.5), Parameter.choice("idle", "a", "b"), Parameter.flag("same", true));
        List<TrialState> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double width = i / 40.0;
            trials.add(trial(
                    i,
                    Map.of("width", width, "idle", i % 2 == 0 ? "a" : "b", "same", true),
                    50 + 40 * width,
                    1 + width));
        }
        Importance.Found found = Importance.of(trials, OBJECTIVES, space);

        assertEquals(1, found.shares().size(), "the others do not stand out: " + found);
        Importance.Share width = found.shares().get(0);
        assertEquals("width", width.parameter());
        assertTrue(width.share() > 0.9, width::toString);
        assertTrue(width.low() < width.share() && width.share() <= width.high() && width.high() <= 1, width::toString);
        assertTrue(found.sentence().contains("over 40 trials"), found::sentence);
        assertEquals(
                new Importance.Found(
                        List.of(), "not yet: 6 trials were evaluated in full, and it takes at least 10 to tell"),
                Importance.of(trials.subList(0, 6), OBJECTIVES, space));
    }

    /**
     * Of many parameters some explain much of a few trials by chance: in twenty spaces of noise, about one may be taken
     * in.
     */
    @Test
    void noParameterOfNoiseIsSaidToMatter() {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            parameters.add(Parameter.choice("p" + i, "a", "b", "c"));
        }
        SearchSpace space = new SearchSpace(parameters);
        int taken = 0;
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<TrialState> trials = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                trials.add(trial(
                        i, space.random(random).values(), 50 + 10 * random.nextGaussian(), 1 + random.nextDouble()));
            }
            Importance.Found found = Importance.of(trials, OBJECTIVES, space);
            taken += found.shares().isEmpty() ? 0 : 1;
            assertEquals(found.shares().isEmpty(), found.sentence().startsWith("not yet: over 12 trials"));
        }
        assertTrue(taken <= 3, "taken in " + taken + " times of 20");
    }

    @Test
    void severalTargetsGiveTheirOwnValuesAndTheWorst() {
        SearchEvent.Found found = RowValues.of(
                List.of(row(5, "cpu/one", 90, 2), row(6, "cpu/two", 89, 7)),
                "trained:1",
                criteria("cpu/one", "cpu/two"));

        assertEquals(
                Map.of(
                        "accuracy", 89.0,
                        "accuracy@cpu/one", 90.0,
                        "accuracy@cpu/two", 89.0,
                        "latency", 7.0,
                        "latency@cpu/one", 2.0,
                        "latency@cpu/two", 7.0),
                found.values());
        assertEquals(Map.of("cpu/one", 5L, "cpu/two", 6L), found.evidence().rows());
        assertEquals(new Interval(88, 90), found.evidence().intervals().get("accuracy"));
    }

    @Test
    void whatIsOnlyPublishedIsNoValue() {
        ResultRow row = new ResultRow(
                1,
                ModelId.parse("toy/a"),
                key("cpu/one"),
                Map.of(Metric.ACCURACY, new Figure.Published(75, "a paper")),
                null,
                true,
                List.of(),
                null,
                Instant.EPOCH);
        assertEquals(
                Map.of(), RowValues.of(List.of(row), "", criteria("cpu/one")).values());
    }

    @Test
    void whatTheMachineThatAnswersTakesIsNothingToATargetElsewhere() {
        Evaluators elsewhere = Evaluators.installed()
                .with(new EstimatedTargets() {
                    @Override
                    public boolean knows(String target) {
                        return true;
                    }

                    @Override
                    public Figure latency(String target, Built network) {
                        return new Figure.Unavailable("not asked");
                    }
                })
                .on(List.of("pi/ncnn"));

        SearchEvent.Found found = RowValues.of(
                List.of(row(5, "cpu/one", 90, 2)), "trained:1", new Criteria(List.of("pi/ncnn"), elsewhere));

        assertEquals(Map.of("accuracy", 90.0), found.values());
        assertEquals(Map.of("accuracy", new Interval(89, 91)), found.evidence().intervals());
    }

    private static Criteria criteria(String... targets) {
        return new Criteria(List.of(targets), Evaluators.installed());
    }

    private static RowKey key(String target) {
        return new RowKey("digest", "trained:1", target, "shapes:validation", Protocol.QUICK);
    }

    private static ResultRow row(long id, String target, double accuracy, double latency) {
        return new ResultRow(
                id,
                ModelId.parse("toy/a"),
                key(target),
                Map.of(
                        Metric.ACCURACY,
                        new Figure.Measured(accuracy, new Interval(accuracy - 1, accuracy + 1), "scored"),
                        Metric.LATENCY,
                        new Figure.Measured(latency, null, "median")),
                null,
                true,
                List.of(),
                null,
                Instant.EPOCH);
    }
}

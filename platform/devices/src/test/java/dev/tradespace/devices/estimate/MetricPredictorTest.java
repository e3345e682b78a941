package dev.tradespace.devices.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.devices.estimate.MetricEstimate.NotPredicted;
import dev.tradespace.devices.estimate.MetricEstimate.Predicted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MetricPredictorTest {
    private static final String TARGET = "target3";
    private final SyntheticPool pool = new SyntheticPool(12, 14, 0.02, 5);

    private static Predicted predicted(MetricEstimate estimate) {
        return assertInstanceOf(Predicted.class, estimate);
    }

    private static String reason(MetricEstimate estimate) {
        return assertInstanceOf(NotPredicted.class, estimate).reason();
    }

    /** Noise of 2% on five known figures leaves an error of a few percent. */
    @Test
    void recoversTheRestOfATargetWithFiveKnownNetworks() {
        MetricPredictor predictor = MetricPredictor.fit(pool.rowsWithFirst(TARGET, 5), pool.features);
        for (int n = 5; n < 14; n++) {
            double truth = pool.millis(TARGET, "net/" + n);
            Predicted estimate = predicted(predictor.estimate(TARGET, "net/" + n));
            assertEquals(truth, estimate.amount(), 0.08 * truth, "net/" + n);
            assertEquals(5, estimate.targetRows());
            assertEquals(11 * 14 + 5, estimate.poolRows());
            assertEquals(3, estimate.nearest().size());
        }
    }

    @Test
    void recoversTheTableWithoutFeatures() {
        MetricPredictor predictor = MetricPredictor.fit(pool.rowsWithFirst(TARGET, 5), Map.of());
        for (int n = 5; n < 14; n++) {
            double truth = pool.millis(TARGET, "net/" + n);
            assertEquals(
                    truth, predicted(predictor.estimate(TARGET, "net/" + n)).amount(), 0.15 * truth, "net/" + n);
        }
    }

    @Test
    void estimatesANetworkThatWasNeverRunByItsFeatures() {
        MetricPredictor predictor = MetricPredictor.fit(pool.rows, pool.features);
        NetworkFeatures unseen = SyntheticPool.network(5e8, 0.4);
        double truth = pool.millis(TARGET, unseen);
        Predicted estimate = predicted(predictor.estimate(TARGET, "net/new", unseen));
        assertEquals(truth, estimate.amount(), 0.15 * truth);
        assertTrue(estimate.interval95().low() <= truth
                && truth <= estimate.interval95().high());
    }

    @Test
    void theWiderIntervalContainsTheNarrowerAndTheMedian() {
        Predicted estimate = predicted(MetricPredictor.fit(pool.rowsWithFirst(TARGET, 5), pool.features)
                .estimate(TARGET, "net/9"));
        assertTrue(estimate.interval95().low() < estimate.interval90().low());
        assertTrue(estimate.interval90().low() < estimate.amount());
        assertTrue(estimate.amount() < estimate.interval90().high());
        assertTrue(estimate.interval90().high() < estimate.interval95().high());
        Figure.Estimated figure = assertInstanceOf(Figure.Estimated.class, estimate.figure());
        assertEquals(estimate.interval95(), figure.interval());
        assertTrue(figure.source().startsWith("from 5 figures of this target"), figure.source());
    }

    @Test
    void saysThatATargetHasTooFewLatencies() {
        MetricPredictor predictor = MetricPredictor.fit(pool.rowsWithFirst(TARGET, 4), pool.features);
        assertEquals(
                "an estimate needs figures of 5 networks on target3, and there are 4",
                reason(predictor.estimate(TARGET, "net/9")));
        assertTrue(reason(predictor.estimate("target99", "net/9")).endsWith("there are 0"));
        assertInstanceOf(
                Figure.Unavailable.class, predictor.estimate(TARGET, "net/9").figure());
    }

    @Test
    void saysThatNothingIsKnownOfANetwork() {
        assertEquals(
                "nothing is known of net/99 here: neither its layers nor a figure",
                reason(MetricPredictor.fit(pool.rows, pool.features).estimate(TARGET, "net/99")));
    }

    @Test
    void saysThatAKindOfWorkWasNeverMeasured() {
        NetworkFeatures attention =
                new NetworkFeatures(Map.of(CostKind.POINTWISE, 3e8, CostKind.ATTENTION, 4e8, CostKind.LAYERS, 50.0));
        String reason = reason(MetricPredictor.fit(pool.rows, pool.features).estimate(TARGET, "net/vit", attention));
        assertTrue(reason.startsWith("attention takes some "), reason);
        assertTrue(reason.contains("at most 0%"), reason);
    }

    @Test
    void saysThatANetworkIsFarLargerOrSmallerThanAllMeasured() {
        MetricPredictor predictor = MetricPredictor.fit(pool.rows, pool.features);
        String larger = reason(predictor.estimate(TARGET, "net/large", SyntheticPool.network(5e10, 0.5)));
        assertTrue(larger.contains(" times more than that of any network measured"), larger);
        String smaller = reason(predictor.estimate(
                TARGET,
                "net/small",
                new NetworkFeatures(
                        Map.of(CostKind.POINTWISE, 2e6, CostKind.CONVOLUTION_3X3, 2e6, CostKind.LAYERS, 1.0))));
        assertTrue(smaller.contains(" times less than that of any network measured"), smaller);
    }

    @Test
    void saysThatAPoolHasTooFewNetworksForOneOutsideIt() {
        List<MetricRow> rows = pool.rows;
        Map<String, NetworkFeatures> few = new HashMap<>(pool.features);
        few.keySet().removeIf(network -> Integer.parseInt(network.substring(4)) >= 4);
        String reason =
                reason(MetricPredictor.fit(rows, few).estimate(TARGET, "net/new", SyntheticPool.network(5e8, 0.4)));
        assertTrue(reason.endsWith("needs 5 measured ones whose layers are known, and there are 4"), reason);
    }

    @Test
    void theOrderOfRowsChangesNothing() {
        List<MetricRow> shuffled = new ArrayList<>(pool.rows);
        Collections.shuffle(shuffled, new Random(3));
        assertEquals(
                MetricPredictor.fit(pool.rows, pool.features).estimate(TARGET, "net/9"),
                MetricPredictor.fit(shuffled, pool.features).estimate(TARGET, "net/9"));
    }

    /** A figure that is a thousand times too large is nobody's: the others stay within a few percent. */
    @Test
    void anAbsurdRowMovesOtherEstimatesLittle() {
        List<MetricRow> absurd = new ArrayList<>(pool.rowsWithFirst(TARGET, 8));
        absurd.replaceAll(row -> row.target().equals(TARGET) && row.network().equals("net/2")
                ? new MetricRow(TARGET, "net/2", 1000 * row.amount())
                : row);
        MetricPredictor before = MetricPredictor.fit(pool.rowsWithFirst(TARGET, 8), pool.features);
        MetricPredictor after = MetricPredictor.fit(absurd, pool.features);
        for (String target : List.of(TARGET, "target7")) {
            double expected = predicted(before.estimate(target, "net/11")).amount();
            assertEquals(expected, predicted(after.estimate(target, "net/11")).amount(), 0.1 * expected, target);
        }
    }

    @Test
    void severalRowsOfACellCountAsTheirGeometricMean() {
        List<MetricRow> doubled = new ArrayList<>();
        for (MetricRow row : pool.rows) {
            doubled.add(new MetricRow(row.target(), row.network(), row.amount() / 1.25));
            doubled.add(new MetricRow(row.target(), row.network(), row.amount() * 1.25));
        }
        double once = predicted(MetricPredictor.fit(pool.rows, pool.features).estimate(TARGET, "net/9"))
                .amount();
        double twice = predicted(MetricPredictor.fit(doubled, pool.features).estimate(TARGET, "net/9"))
                .amount();
        // The geometric mean is exact but for rounding.
        assertEquals(once, twice, 1e-9 * once);
    }

    @Test
    void nextIsANetworkThatIsNotKnownYet() {
        MetricPredictor predictor = MetricPredictor.fit(pool.rowsWithFirst(TARGET, 5), pool.features);
        List<String> all = List.copyOf(pool.features.keySet());
        String next = predictor.next(TARGET, all).orElseThrow();
        assertTrue(Integer.parseInt(next.substring(4)) >= 5, next);
        assertEquals(Optional.empty(), predictor.next(TARGET, all.subList(0, 5)));
        assertFalse(predictor.next("a new target", all).isEmpty());
    }

    /** All that is known is of one kind of work, so a network of the other kind tells most. */
    @Test
    void nextNarrowsTheEstimatesMost() {
        Map<String, NetworkFeatures> features = new HashMap<>();
        List<MetricRow> rows = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            features.put("net/" + n, SyntheticPool.network(3e8, n < 5 ? 0.98 : 0.05));
        }
        SyntheticPool costs = new SyntheticPool(10, 1, 0, 9);
        for (int d = 0; d < 10; d++) {
            for (int n = 0; n < (d == 0 ? 4 : 10); n++) {
                String target = "target" + d;
                rows.add(new MetricRow(
                        target, "net/" + n, costs.millis(target, Objects.requireNonNull(features.get("net/" + n)))));
            }
        }
        String next = MetricPredictor.fit(rows, features)
                .next("target0", List.copyOf(features.keySet()))
                .orElseThrow();
        assertTrue(Integer.parseInt(next.substring(4)) >= 5, next);
    }

    /** A device of which nothing is known, nor of any like it: five figures, each the next, and the rest is estimated. */
    @Test
    void nextLeadsFromNothingToEstimates() {
        List<String> all = List.copyOf(pool.features.keySet());
        List<MetricRow> rows = new ArrayList<>();
        while (rows.size() < 6) {
            String next =
                    MetricPredictor.fit(rows, pool.features).next(TARGET, all).orElseThrow();
            rows.add(new MetricRow(TARGET, next, pool.millis(TARGET, next)));
        }
        assertEquals(6, rows.stream().map(MetricRow::network).distinct().count());
        MetricPredictor predictor = MetricPredictor.fit(rows, pool.features);
        for (String network : all) {
            double truth = pool.millis(TARGET, network);
            // Without other targets the costs of three kinds of work are told by six figures and the prior.
            assertEquals(truth, predicted(predictor.estimate(TARGET, network)).amount(), 0.2 * truth, network);
        }
    }

    /** Figures of this target that lie far from what the others tell make its intervals wide. */
    @Test
    void intervalsWidenWithTheSpreadOfATargetsOwnFigures() {
        SplittableRandom random = new SplittableRandom(2);
        List<MetricRow> scattered = new ArrayList<>(pool.rowsWithFirst(TARGET, 10));
        scattered.replaceAll(row -> row.target().equals(TARGET)
                ? new MetricRow(TARGET, row.network(), row.amount() * Math.exp(random.nextDouble() - 0.5))
                : row);
        Predicted clean = predicted(MetricPredictor.fit(pool.rowsWithFirst(TARGET, 10), pool.features)
                .estimate(TARGET, "net/12"));
        Predicted wide = predicted(MetricPredictor.fit(scattered, pool.features).estimate(TARGET, "net/12"));
        assertTrue(ratio(wide) > 1.1 * ratio(clean), ratio(wide) + " and " + ratio(clean));
    }

    private static double ratio(Predicted estimate) {
        return estimate.interval95().high() / estimate.interval95().low();
    }
}

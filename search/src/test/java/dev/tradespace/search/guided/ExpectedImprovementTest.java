package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.pareto.Hypervolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpectedImprovementTest {
    private static final int DRAWS = 200_000;

    private final double[] told = {60, 82, 85, 88, 90, 91, 91.5, 92};
    private final OutputWarp warp = new OutputWarp(told, 0.3);
    private final OutputWarp plain = new OutputWarp(new double[] {-9, -6, -5, -4, -2}, 1000);
    private final double[] reference = {55, -10};
    private final List<double[]> seen = List.of(
            new double[] {82, -2}, new double[] {88, -4}, new double[] {91, -5}, new double[] {60, -6}, new double[] {
                92, -9
            });

    @Test
    void theExcessOnAScaleIsWhatDrawsGive() {
        Random random = new Random(1);
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += Math.max(0, warp.from(0.8 + 0.6 * random.nextGaussian()) - 91);
        }
        // The standard error of the mean is below 0.003.
        assertEquals(sum / DRAWS, warp.excess(91, 0.8, 0.6), 0.01);
    }

    @Test
    void twoUnknownAimsGainWhatDrawsGain() {
        MarginalPosterior first = MarginalPosterior.predicted(warp, new double[] {0.5}, new double[] {0.7});
        MarginalPosterior second = MarginalPosterior.predicted(plain, new double[] {0.2}, new double[] {0.5});
        ExpectedImprovement improvement =
                ExpectedImprovement.over(List.of(first, second), seen, reference, new double[] {93, -1});
        double before = volume(seen);
        double expected = 0;
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            List<double[]> with = new ArrayList<>(seen);
            with.add(new double[] {
                warp.from(0.5 + 0.7 * random.nextGaussian()), plain.from(0.2 + 0.5 * random.nextGaussian())
            });
            expected += (volume(with) - before) / 20_000;
        }
        // The standard error of the mean of 20,000 gains of about 5 with a deviation of about 8 is 0.06.
        assertEquals(expected, improvement.of(0), 0.25);
    }

    @Test
    void aKnownAimGainsExactly() {
        MarginalPosterior exact = MarginalPosterior.known(new double[] {89});
        MarginalPosterior cost = MarginalPosterior.known(new double[] {-3});
        ExpectedImprovement improvement =
                ExpectedImprovement.over(List.of(exact, cost), seen, reference, new double[] {93, -1});
        List<double[]> with = new ArrayList<>(seen);
        with.add(new double[] {89, -3});
        assertEquals(volume(with) - volume(seen), improvement.of(0), 1e-9);
    }

    @Test
    void pointsOfThreeAimsOrderCandidatesAsTheVolumeDoes() {
        double[][] candidates = {{0.9, 0.2, 0.3}, {0.5, 0.5, 0.6}, {0.2, 0.2, 0.2}};
        List<MarginalPosterior> objectives = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            objectives.add(
                    MarginalPosterior.known(new double[] {candidates[0][k], candidates[1][k], candidates[2][k]}));
        }
        List<double[]> front = List.of(new double[] {0.8, 0.1, 0.2}, new double[] {0.3, 0.3, 0.3});
        ExpectedImprovement improvement =
                ExpectedImprovement.over(objectives, front, new double[3], new double[] {1, 1, 1});
        assertTrue(improvement.of(1) > improvement.of(0));
        assertTrue(improvement.of(0) > 0);
        assertEquals(0, improvement.of(2));
    }

    private double volume(List<double[]> values) {
        return Hypervolume.of(
                values.stream().map(one -> new double[] {-one[0], -one[1]}).toArray(double[][]::new),
                new double[] {-reference[0], -reference[1]});
    }
}

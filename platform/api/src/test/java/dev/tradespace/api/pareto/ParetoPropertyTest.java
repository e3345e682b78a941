package dev.tradespace.api.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ParetoPropertyTest {
    private static final double[] AWKWARD = {
        0.0, -0.0, 1, 2, -1, Double.MIN_VALUE, 1e300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    /** Up to 40 points of one to four objectives, from few values, so that ties and duplicates are common. */
    @Provide
    Arbitrary<double[][]> awkwardPoints() {
        return Arbitraries.randomValue(random -> points(random, random.nextInt(40), 1 + random.nextInt(4), AWKWARD));
    }

    private static double[][] points(Random random, int count, int objectives, double... values) {
        double[][] points = new double[count][objectives];
        for (double[] point : points) {
            Arrays.setAll(point, k -> values[random.nextInt(values.length)]);
        }
        return points;
    }

    private static double[][] wholePoints(Random random, int count, int objectives, int side) {
        double[][] points = new double[count][objectives];
        for (double[] point : points) {
            Arrays.setAll(point, k -> random.nextInt(side + 2));
        }
        return points;
    }

    @Property
    void keepsExactlyWhatNothingDominates(@ForAll("awkwardPoints") double[][] points) {
        assertArrayEquals(BruteForce.nonDominated(points), Dominance.nonDominated(points));
    }

    @Property
    void doesNotDependOnTheOrderOfThePoints(@ForAll("awkwardPoints") double[][] points, @ForAll long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        boolean[] best = Dominance.nonDominated(points);
        boolean[] shuffled =
                Dominance.nonDominated(order.stream().map(i -> points[i]).toArray(double[][]::new));
        for (int i = 0; i < points.length; i++) {
            assertEquals(best[order.get(i)], shuffled[i]);
        }
    }

    @Property
    void measuresAsManyCellsAsCountingFinds(
            @ForAll @IntRange(min = 1, max = 4) int objectives,
            @ForAll @IntRange(max = 12) int count,
            @ForAll long seed) {
        int side = 6;
        double[][] points = wholePoints(new Random(seed), count, objectives, side);
        double[] reference = new double[objectives];
        Arrays.fill(reference, side);
        assertEquals((double) BruteForce.cells(points, objectives, side), Hypervolume.of(points, reference));
    }

    @Property
    void measuresTheUnionOfBoxesByInclusionAndExclusion(
            @ForAll @IntRange(min = 1, max = 5) int objectives,
            @ForAll @IntRange(max = 9) int count,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[][] points = new double[count][objectives];
        for (double[] point : points) {
            Arrays.setAll(point, k -> random.nextGaussian());
        }
        double[] reference = random.doubles(objectives, 0, 2).toArray();
        // 512 alternating terms of at most 6^5: rounding stays far below 1e-7
        assertEquals(BruteForce.inclusionExclusion(points, reference), Hypervolume.of(points, reference), 1e-7);
    }

    @Property
    void neverShrinksWhenAPointIsAdded(
            @ForAll @IntRange(min = 1, max = 4) int objectives,
            @ForAll @IntRange(max = 15) int count,
            @ForAll long seed) {
        double[][] points = wholePoints(new Random(seed), count + 1, objectives, 10);
        double[] reference = new double[objectives];
        Arrays.fill(reference, 10);
        assertTrue(Hypervolume.of(points, reference) >= Hypervolume.of(Arrays.copyOf(points, count), reference));
    }
}

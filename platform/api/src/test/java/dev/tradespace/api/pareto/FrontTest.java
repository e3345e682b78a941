package dev.tradespace.api.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrontTest {
    private record Point(String name, OptionalDouble accuracy, OptionalDouble latency) {
        static Point of(String name, double accuracy, double latency) {
            return new Point(name, OptionalDouble.of(accuracy), OptionalDouble.of(latency));
        }
    }

    private static final List<Objective> BOTH = List.of(Objective.maximize("accuracy"), Objective.minimize("latency"));

    private static OptionalDouble value(Point point, Objective objective) {
        return objective.metric().equals("accuracy") ? point.accuracy() : point.latency();
    }

    private static String names(List<Point> points) {
        return String.join(" ", points.stream().map(Point::name).toList());
    }

    @Test
    void sortsIntoMembersDominatedAndIncompleteInTheirOrder() {
        Front<Point> front = Front.of(
                List.of(
                        Point.of("slow", 80, 30),
                        Point.of("bad", 70, 25),
                        new Point("unmeasured", OptionalDouble.of(99), OptionalDouble.empty()),
                        Point.of("fast", 70, 10),
                        new Point("untrained", OptionalDouble.empty(), OptionalDouble.of(1)),
                        Point.of("middle", 75, 20)),
                BOTH,
                FrontTest::value);
        assertEquals("slow fast middle", names(front.members()));
        assertEquals("bad", names(front.dominated()));
        assertEquals("unmeasured untrained", names(front.incomplete()));
    }

    @Test
    void keepsAllOfEqualPoints() {
        Front<Point> front = Front.of(
                List.of(Point.of("a", 75, 20), Point.of("worse", 75, 21), Point.of("b", 75, 20)),
                BOTH,
                FrontTest::value);
        assertEquals("a b", names(front.members()));
        assertEquals("worse", names(front.dominated()));
    }

    @Test
    void takesPositiveAndNegativeZeroForOneValue() {
        Front<Point> front =
                Front.of(List.of(Point.of("plus", 0.0, 1), Point.of("minus", -0.0, 1)), BOTH, FrontTest::value);
        assertEquals("plus minus", names(front.members()));
    }

    @Test
    void hasTheBestUnderOneObjective() {
        Front<Point> front = Front.of(
                List.of(Point.of("a", 75, 20), Point.of("b", 76, 30), Point.of("c", 76, 10)),
                BOTH.subList(0, 1),
                FrontTest::value);
        assertEquals("b c", names(front.members()));
    }

    @Test
    void isEmptyForNoCandidates() {
        assertEquals(new Front<Point>(List.of(), List.of(), List.of()), Front.of(List.of(), BOTH, FrontTest::value));
    }

    @Test
    void refusesNoObjectivesAndNaN() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Front.of(List.of(Point.of("a", 1, 1)), List.of(), FrontTest::value));
        assertEquals(
                "points must have 2 values and no NaN, was [-1.0, NaN]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Front.of(List.of(Point.of("a", 1, Double.NaN)), BOTH, FrontTest::value))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Dominance.nonDominated(new double[][] {{1, 2}, {1, 2, 3}}));
    }

    @Test
    void dominatesOnlyWhereSomethingIsBetterAndNothingWorse() {
        assertTrue(Dominance.dominates(new double[] {1, 2}, new double[] {1, 3}));
        assertFalse(Dominance.dominates(new double[] {1, 2}, new double[] {1, 2}));
        assertFalse(Dominance.dominates(new double[] {1, 4}, new double[] {2, 3}));
    }

    @Test
    void measuresAStaircase() {
        double[][] points = {{1, 3}, {2, 2}, {3, 1}, {2, 2}, {3, 3}, {9, 0}, {0, 4}};
        assertEquals(3 + 2 + 1, Hypervolume.of(points, new double[] {4, 4}));
        assertEquals(0, Hypervolume.of(new double[0][], new double[] {4, 4}));
        assertEquals(0, Hypervolume.of(new double[][] {{4, 0}}, new double[] {4, 4}), "on the edge");
        assertEquals(3, Hypervolume.of(new double[][] {{1}, {2}}, new double[] {4}));
    }

    @Test
    void measuresInfinityWhereAPointIsInfinitelyGood() {
        double low = Double.NEGATIVE_INFINITY;
        for (int objectives = 1; objectives <= 4; objectives++) {
            double[] point = new double[objectives];
            point[objectives - 1] = low;
            double[] reference = new double[objectives];
            Arrays.fill(reference, 1);
            double[][] points = {point, new double[objectives], point.clone()};
            assertEquals(Double.POSITIVE_INFINITY, Hypervolume.of(points, reference), objectives + " objectives");
        }
        assertEquals(1, Hypervolume.of(new double[][] {{low, 5}, {0, 0}}, new double[] {1, 1}), "it lies outside");
    }

    @Test
    void refusesWhatHasNoVolume() {
        double[][] point = {{0, 0}};
        assertThrows(
                IllegalArgumentException.class,
                () -> Hypervolume.of(point, new double[] {1, Double.POSITIVE_INFINITY}));
        assertThrows(IllegalArgumentException.class, () -> Hypervolume.of(point, new double[] {1, 1, 1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Hypervolume.of(new double[][] {{0, Double.NaN}}, new double[] {1, 1}));
    }

    @Test
    void agreesWithThrowingDarts() {
        Random random = new Random(11);
        double[][] points = new double[30][4];
        for (double[] point : points) {
            Arrays.setAll(point, k -> random.nextDouble());
        }
        double[] reference = {1, 1, 1, 1};
        int darts = 200_000;
        int hits = 0;
        for (int i = 0; i < darts; i++) {
            double[] dart = random.doubles(4).toArray();
            hits += Arrays.stream(points).anyMatch(point -> Dominance.dominates(point, dart)) ? 1 : 0;
        }
        // the standard error of a share is at most 0.5 / sqrt(200,000) = 0.0011; five of them; seed 11
        assertEquals((double) hits / darts, Hypervolume.of(points, reference), 0.0056);
    }

    @Test
    void doesNotChangeItsInput() {
        double[][] points = {{3, 1, 2}, {1, 3, 2}, {2, 2, 2}};
        double[][] copy = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
        Hypervolume.of(points, new double[] {5, 5, 5});
        Dominance.nonDominated(points);
        assertArrayEquals(copy, points);
    }
}

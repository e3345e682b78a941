package dev.tradespace.search.guided;

import java.util.ArrayList;
import java.util.List;

/**
 * Expected hypervolume improvement of three and more independent objectives, by quasi-Monte Carlo: the integral, over
 * what the front does not dominate, of the probability that the candidate does, taken here over the same evenly spread
 * points for every candidate.
 *
 * @source Halton 1960, "On the efficiency of certain quasi-random sequences of points" (the points)
 */
final class SampledEhvi implements ExpectedImprovement {
    private static final int[] BASES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
    private static final int DRAWS = 4096;
    private static final int POINTS = 384;
    /** Points of a first, rough estimate. */
    private static final int FIRST_POINTS = 48;
    /** A candidate whose rough estimate is below this part of the best until now keeps that estimate. */
    private static final double HOPELESS = 0.25;

    private final List<MarginalPosterior> objectives;
    private final List<double[]> points = new ArrayList<>();
    private double best;

    SampledEhvi(List<MarginalPosterior> objectives, List<double[]> seen, double[] reference, double[] best) {
        this.objectives = objectives;
        for (int i = 1; i <= DRAWS && points.size() < POINTS; i++) {
            double[] point = new double[reference.length];
            for (int k = 0; k < point.length; k++) {
                point[k] = reference[k] + (best[k] - reference[k]) * halton(i, BASES[k % BASES.length]);
            }
            if (seen.stream().noneMatch(values -> dominates(values, point))) {
                points.add(point);
            }
        }
    }

    private static boolean dominates(double[] values, double[] point) {
        for (int k = 0; k < point.length; k++) {
            if (values[k] < point[k]) {
                return false;
            }
        }
        return true;
    }

    private static double halton(int index, int base) {
        double share = 0;
        double digit = 1;
        for (int left = index; left > 0; left /= base) {
            digit /= base;
            share += digit * (left % base);
        }
        return share;
    }

    @Override
    public double of(int candidate) {
        double[] highest = new double[objectives.size()];
        for (int k = 0; k < highest.length; k++) {
            highest[k] = objectives.get(k).optimistic(candidate);
        }
        int few = Math.min(FIRST_POINTS, points.size());
        double rough = sum(candidate, highest, points.subList(0, few));
        if (rough < HOPELESS * best) {
            return rough * points.size() / few;
        }
        best = Math.max(best, rough);
        return rough + sum(candidate, highest, points.subList(few, points.size()));
    }

    private double sum(int candidate, double[] highest, List<double[]> some) {
        double sum = 0;
        for (double[] point : some) {
            if (dominates(highest, point)) {
                double probability = 1;
                for (int k = 0; k < highest.length; k++) {
                    probability *= objectives.get(k).above(candidate, point[k]);
                }
                sum += probability;
            }
        }
        return sum;
    }
}

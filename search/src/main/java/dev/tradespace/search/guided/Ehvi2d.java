package dev.tradespace.search.guided;

import java.util.ArrayList;
import java.util.List;

/**
 * Expected hypervolume improvement of two independent objectives, in closed form: the front cuts the plane into strips
 * along the first objective, and over each strip the gain is a product of a width and a height.
 *
 * @source Emmerich, Yang, Deutz, Wang &amp; Fonseca 2016, "A multicriteria generalization of Bayesian global
 *     optimization"
 */
final class Ehvi2d implements ExpectedImprovement {
    private final MarginalPosterior first;
    private final MarginalPosterior second;
    /** Where the strips begin in the first objective, ascending; the last never ends. */
    private final double[] begins;
    /** What the front reaches in the second objective over each strip, descending; the reference over the last. */
    private final double[] heights;

    Ehvi2d(MarginalPosterior first, MarginalPosterior second, List<double[]> seen, double[] reference) {
        this.first = first;
        this.second = second;
        List<double[]> sorted = new ArrayList<>(seen);
        sorted.removeIf(values -> values[0] <= reference[0] || values[1] <= reference[1]);
        sorted.sort((a, b) -> a[0] != b[0] ? Double.compare(b[0], a[0]) : Double.compare(b[1], a[1]));
        List<double[]> front = new ArrayList<>();
        for (double[] values : sorted) {
            if (front.isEmpty() || values[1] > front.get(front.size() - 1)[1]) {
                front.add(values);
            }
        }
        int size = front.size();
        begins = new double[size + 1];
        heights = new double[size + 1];
        begins[0] = reference[0];
        heights[size] = reference[1];
        for (int i = 0; i < size; i++) {
            begins[i + 1] = front.get(size - 1 - i)[0];
            heights[i] = front.get(size - 1 - i)[1];
        }
    }

    @Override
    public double of(int candidate) {
        double farthest = first.optimistic(candidate);
        double highest = second.optimistic(candidate);
        int strip = begins.length - 1;
        while (strip >= 0 && begins[strip] >= farthest) {
            strip--;
        }
        double sum = 0;
        double beyond = 0;
        for (; strip >= 0 && heights[strip] < highest; strip--) {
            double reached = first.excess(candidate, begins[strip]);
            sum += (reached - beyond) * second.excess(candidate, heights[strip]);
            beyond = reached;
        }
        return sum;
    }
}

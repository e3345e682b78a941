package dev.tradespace.search.table;

import java.util.Collection;

/**
 * Mean and deviation over seeds.
 *
 * @param mean the mean
 * @param sd the standard deviation of a sample (n - 1 in the denominator); 0 for one seed
 */
public record MeanAndDeviation(double mean, double sd) {
    /** Mean and deviation of at least one value. */
    static MeanAndDeviation of(Collection<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return new MeanAndDeviation(mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
    }
}

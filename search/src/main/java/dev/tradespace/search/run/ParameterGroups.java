package dev.tradespace.search.run;

import dev.tradespace.core.search.TrialState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trials in groups by the value of a parameter: a group for each of few values, quantiles of many; where it does not
 * count is a group of its own.
 */
final class ParameterGroups {
    /** Values of a parameter that has many are put into so many groups of equal size. */
    private static final int GROUPS = 4;

    private ParameterGroups() {}

    /** The number of each trial's group, from 0. */
    static int[] of(List<TrialState> trials, String parameter) {
        List<Object> values = trials.stream()
                .map(trial -> trial.network().configuration().get(parameter))
                .filter(Objects::nonNull)
                .toList();
        boolean many =
                values.stream().distinct().count() > GROUPS && values.stream().allMatch(Number.class::isInstance);
        double[] sorted = many
                ? values.stream()
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .sorted()
                        .toArray()
                : new double[0];
        Map<String, Integer> numbers = new LinkedHashMap<>();
        return trials.stream()
                .map(trial -> trial.network().configuration().get(parameter))
                .map(value -> value == null
                        ? ""
                        : many ? "quantile " + quantile(((Number) value).doubleValue(), sorted) : value.toString())
                .mapToInt(group -> numbers.computeIfAbsent(group, first -> numbers.size()))
                .toArray();
    }

    private static int quantile(double value, double[] sorted) {
        return (int) Arrays.stream(new int[] {1, 2, 3})
                .filter(group -> value > sorted[group * (sorted.length - 1) / GROUPS])
                .count();
    }
}

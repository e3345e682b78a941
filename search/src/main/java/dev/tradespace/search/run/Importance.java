package dev.tradespace.search.run;

import dev.tradespace.api.search.Aim;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.search.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which parameters mattered: the share of a metric's spread among the trials that a parameter explains by itself, a one-way analysis of variance. It is
 * corrected for the number of groups (epsilon squared, Kelley 1935), so that a parameter of no effect comes to about zero however few trials there are.
 * What parameters do only together does not show.
 */
public final class Importance {
    /** Values of a parameter that has many are put into so many groups of equal size. */
    private static final int GROUPS = 4;
    /** Fewer trials say nothing. */
    private static final int LEAST_TRIALS = 5;

    private Importance() {}

    /**
     * What a parameter explains.
     *
     * @param parameter its name
     * @param share 0 to 1: the mean over the aims
     */
    public record Share(String parameter, double share) {}

    /** The parameters of a space, the most important first; empty where there are too few trials. */
    public static List<Share> of(List<TrialState> trials, List<Aim> aims, SearchSpace space) {
        List<Share> shares = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            double sum = 0;
            int metrics = 0;
            for (Aim aim : aims) {
                List<TrialState> having = trials.stream()
                        .filter(trial ->
                                trial.source() == null && trial.fidelity().isFull())
                        .filter(trial -> trial.values().containsKey(aim.metric()))
                        .toList();
                if (having.size() >= LEAST_TRIALS) {
                    sum += explained(having, parameter.name(), aim.metric());
                    metrics++;
                }
            }
            if (metrics > 0) {
                shares.add(new Share(parameter.name(), sum / metrics));
            }
        }
        shares.sort(Comparator.comparingDouble(share -> -share.share()));
        return shares;
    }

    /** How the shares were found, a sentence. */
    public static String sentence(List<TrialState> trials, List<Aim> aims) {
        return "share of the spread of " + aims.stream().map(Aim::metric).collect(Collectors.joining(" and "))
                + " that a parameter explains by itself (one-way analysis of variance, corrected for the number of groups), over "
                + trials.stream()
                        .filter(trial ->
                                trial.source() == null && trial.fidelity().isFull())
                        .filter(trial ->
                                aims.stream().anyMatch(aim -> trial.values().containsKey(aim.metric())))
                        .count()
                + " trials";
    }

    private static double explained(List<TrialState> trials, String parameter, String metric) {
        Map<String, List<Double>> groups = groups(trials, parameter, metric);
        int count = trials.size();
        if (groups.size() < 2 || count <= groups.size()) {
            return 0;
        }
        double mean = mean(groups.values().stream().flatMap(List::stream).toList());
        double total = 0;
        double within = 0;
        for (List<Double> group : groups.values()) {
            double own = mean(group);
            for (double value : group) {
                total += (value - mean) * (value - mean);
                within += (value - own) * (value - own);
            }
        }
        double unexplained = within / (count - groups.size()) / (total / (count - 1));
        return total == 0 ? 0 : Math.max(0, 1 - unexplained);
    }

    /** A metric's values by the parameter's: a group for each of few, quantiles of many; where it does not count is a group of its own. */
    private static Map<String, List<Double>> groups(List<TrialState> trials, String parameter, String metric) {
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
        Map<String, List<Double>> groups = new LinkedHashMap<>();
        for (TrialState trial : trials) {
            Object value = trial.network().configuration().get(parameter);
            String group =
                    value == null ? "" : many ? quantile(((Number) value).doubleValue(), sorted) : value.toString();
            groups.computeIfAbsent(group, first -> new ArrayList<>())
                    .add(trial.values().get(metric));
        }
        return groups;
    }

    private static String quantile(double value, double[] sorted) {
        int group = 0;
        while (group < GROUPS - 1 && value > sorted[(group + 1) * (sorted.length - 1) / GROUPS]) {
            group++;
        }
        return "quantile " + group;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}

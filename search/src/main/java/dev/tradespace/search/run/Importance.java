package dev.tradespace.search.run;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.search.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which parameters mattered: the share of a metric's spread among the trials that a parameter explains by itself, a
 * one-way analysis of variance. It is corrected for the number of groups (epsilon squared, Kelley 1935), so that a
 * parameter of no effect comes to about zero. What parameters do only together does not show.
 *
 * <p>With few trials and many parameters the largest of the shares is large by chance. A parameter is named only if its
 * share is larger than the largest of all is in 95 of 100 shufflings of the trials (a permutation test of the maximum,
 * Westfall and Young 1993, section 2.6), which no six trials bring about, and with the 95% interval of its share (the
 * jackknife, Efron and Tibshirani 1993, chapter 11). Until then the answer is "not yet".
 */
public final class Importance {
    /** Fewer trials say nothing: the jackknife and the groups need some. */
    static final int LEAST_TRIALS = 10;

    private static final int SHUFFLINGS = 499;
    private static final double CHANCE = 0.05;
    private static final double DEVIATIONS_OF_95_PERCENT = 1.96;
    /** The answer is the same whenever one asks. */
    private static final long SEED = 11;

    private final List<TrialState> trials;
    private final List<Objective> objectives;
    private final List<String> parameters;
    private final List<int[]> groups;
    private final List<double[]> values;

    private Importance(List<TrialState> all, List<Objective> objectives, SearchSpace space) {
        this.objectives = objectives;
        this.trials = counting(all, objectives);
        this.parameters =
                space.parameters().stream().map(parameter -> parameter.name()).toList();
        this.groups = parameters.stream()
                .map(parameter -> ParameterGroups.of(trials, parameter))
                .toList();
        this.values = objectives.stream()
                .map(objective -> trials.stream()
                        .mapToDouble(trial -> trial.values().getOrDefault(objective.metric(), 0.0))
                        .toArray())
                .toList();
    }

    /**
     * What a parameter explains.
     *
     * @param parameter its name
     * @param share 0 to 1: the mean over the objectives
     * @param low the lower end of its 95% interval
     * @param high the upper end
     */
    public record Share(String parameter, double share, double low, double high) {}

    /**
     * What can be said.
     *
     * @param shares the parameters that stand out from chance, the most important first; empty where it is too early to
     *     tell
     * @param sentence how that was found, or why there is nothing to say yet
     */
    public record Found(List<Share> shares, String sentence) {
        public Found {
            shares = List.copyOf(shares);
        }
    }

    /** Which parameters of a space mattered for the objectives. */
    public static Found of(List<TrialState> trials, List<Objective> objectives, SearchSpace space) {
        return new Importance(trials, objectives, space).found();
    }

    /** Those evaluated in full that have a value of every objective; of equal networks one. */
    private static List<TrialState> counting(List<TrialState> trials, List<Objective> objectives) {
        return trials.stream()
                .filter(trial -> trial.source() == null && trial.fidelity().isFull())
                .filter(trial ->
                        objectives.stream().allMatch(objective -> trial.values().containsKey(objective.metric())))
                .toList();
    }

    private Found found() {
        int count = trials.size();
        if (count < LEAST_TRIALS) {
            return new Found(
                    List.of(),
                    "not yet: " + count + (count == 1 ? " trial was" : " trials were")
                            + " evaluated in full, and it takes at least " + LEAST_TRIALS + " to tell");
        }
        int[] order = IntStream.range(0, count).toArray();
        double[] shares = shares(order, -1);
        double bound = largestByChance(order);
        List<Share> standing = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > bound) {
                double error = DEVIATIONS_OF_95_PERCENT * jackknife(i, order);
                standing.add(new Share(
                        parameters.get(i), shares[i], Math.max(0, shares[i] - error), Math.min(1, shares[i] + error)));
            }
        }
        standing.sort(Comparator.comparingDouble(share -> -share.share()));
        String metrics = objectives.stream().map(Objective::metric).collect(Collectors.joining(" and "));
        return new Found(
                standing,
                standing.isEmpty()
                        ? "not yet: over " + count + " trials no parameter explains more of the spread of " + metrics
                                + " than one of " + parameters.size() + " does by chance (permutation test, 5%)"
                        : "share of the spread of " + metrics
                                + " that a parameter explains by itself, with its 95% interval (one-way analysis of"
                                + " variance, jackknife), over "
                                + count
                                + " trials; only those that stand out from chance (permutation test of the largest of "
                                + parameters.size() + ", 5%)");
    }

    /** What the largest of all shares comes to by chance, but for one case in twenty. */
    private double largestByChance(int[] order) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] largest = new double[SHUFFLINGS];
        int[] shuffled = order.clone();
        for (int i = 0; i < SHUFFLINGS; i++) {
            for (int place = shuffled.length - 1; place > 0; place--) {
                int other = random.nextInt(place + 1);
                int kept = shuffled[place];
                shuffled[place] = shuffled[other];
                shuffled[other] = kept;
            }
            largest[i] = Arrays.stream(shares(shuffled, -1)).max().orElse(0);
        }
        Arrays.sort(largest);
        // The observed one counts among the shufflings: 25 of 500 may be as large.
        return largest[SHUFFLINGS - (int) (CHANCE * (SHUFFLINGS + 1))];
    }

    /** The standard error of a parameter's share. */
    private double jackknife(int parameter, int[] order) {
        int count = order.length;
        double[] without = new double[count];
        for (int left = 0; left < count; left++) {
            without[left] = share(groups.get(parameter), order, left);
        }
        double mean = Arrays.stream(without).average().orElse(0);
        double squares =
                Arrays.stream(without).map(one -> (one - mean) * (one - mean)).sum();
        return Math.sqrt(squares * (count - 1) / count);
    }

    /**
     * The shares of all parameters, when trial {@code i} has the values of {@code order[i]}; trial {@code left} is left
     * out.
     */
    private double[] shares(int[] order, int left) {
        return groups.stream().mapToDouble(group -> share(group, order, left)).toArray();
    }

    private double share(int[] group, int[] order, int left) {
        return values.stream()
                .mapToDouble(metric -> explained(group, metric, order, left))
                .average()
                .orElse(0);
    }

    private static double explained(int[] group, double[] metric, int[] order, int left) {
        int most = Arrays.stream(group).max().orElse(0) + 1;
        int[] counts = new int[most];
        double[] sums = new double[most];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < group.length; i++) {
            if (i != left) {
                counts[group[i]]++;
                sums[group[i]] += metric[order[i]];
                sum += metric[order[i]];
                count++;
            }
        }
        int used = (int) Arrays.stream(counts).filter(one -> one > 0).count();
        if (used < 2 || count <= used) {
            return 0;
        }
        double total = 0;
        double within = 0;
        for (int i = 0; i < group.length; i++) {
            if (i != left) {
                double value = metric[order[i]];
                double own = sums[group[i]] / counts[group[i]];
                total += (value - sum / count) * (value - sum / count);
                within += (value - own) * (value - own);
            }
        }
        return total == 0 ? 0 : Math.max(0, 1 - within / (count - used) / (total / (count - 1)));
    }
}

package dev.tradespace.search.run;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Hypervolume;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.search.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hypervolume of a search's front trial by trial, as a share of a box. The box goes from the best that can be, 0 or
 * 100%, to what is just good enough: the constraint on an objective where there is one, else chance for an accuracy,
 * nothing for a throughput, and a tenth more than the worst value seen for a cost. Two searches compare in one box
 * only.
 */
public final class HypervolumeCurve {
    private static final double WHOLE = 100;
    private static final double MARGIN = 1.1;

    private final Rules rules;
    private final List<Side> sides;

    /**
     * One side of the box.
     *
     * @param objective what it measures
     * @param best the end where nothing is better
     * @param worst the end that is just good enough
     */
    private record Side(Objective objective, double best, double worst) {
        /** 0 at the best, 1 at the worst and beyond. */
        double scaled(double value) {
            return best == worst ? 0 : Math.max(0, Math.min(1, (value - best) / (worst - best)));
        }
    }

    /**
     * A point of the curve.
     *
     * @param trial the trial after which it holds
     * @param time of running until then
     * @param share of the box, 0 to 1
     */
    public record Point(int trial, Duration time, double share) {}

    private HypervolumeCurve(Rules rules, List<Side> sides) {
        this.rules = rules;
        this.sides = sides;
    }

    /**
     * The box in which these searches compare, by the rules of the first.
     *
     * @param classes how many there are to guess among
     * @param searches the trials of each
     */
    public static HypervolumeCurve box(Rules rules, int classes, List<List<TrialState>> searches) {
        return new HypervolumeCurve(
                rules,
                rules.objectives().stream()
                        .map(objective -> side(objective, rules, classes, searches))
                        .toList());
    }

    private static Side side(Objective objective, Rules rules, int classes, List<List<TrialState>> searches) {
        Stream<Double> seen = searches.stream()
                .flatMap(List::stream)
                .filter(trial -> BestTrials.counts(trial, rules))
                .map(trial -> value(trial, objective));
        OptionalDouble bound = rules.constraints().stream()
                .filter(constraint -> constraint.metric().equals(objective.metric()))
                .filter(constraint ->
                        (constraint.side() == Constraint.Side.AT_MOST) == (objective.goal() == Goal.MINIMIZE))
                .mapToDouble(Constraint::bound)
                .findFirst();
        double most = seen.mapToDouble(Double::doubleValue).max().orElse(0);
        if (objective.goal() == Goal.MINIMIZE) {
            return new Side(objective, 0, bound.orElse(MARGIN * most));
        }
        return isAccuracy(objective)
                ? new Side(objective, WHOLE, bound.orElse(WHOLE / classes))
                : new Side(objective, MARGIN * most, bound.orElse(0));
    }

    private static boolean isAccuracy(Objective objective) {
        return objective.metric().split("@", 2)[0].equals(Metric.ACCURACY.id());
    }

    /** The share after every trial that counts, in the order in which they ended. */
    public List<Point> curve(List<TrialState> trials) {
        List<Point> curve = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        double[] corner = new double[sides.size()];
        Arrays.fill(corner, 1);
        trials.stream()
                .filter(trial -> BestTrials.counts(trial, rules))
                .sorted(Comparator.comparing(TrialState::told).thenComparing(TrialState::number))
                .forEach(trial -> {
                    points.add(sides.stream()
                            .mapToDouble(side -> side.scaled(value(trial, side.objective())))
                            .toArray());
                    curve.add(new Point(
                            trial.number(), trial.told(), Hypervolume.of(points.toArray(double[][]::new), corner)));
                });
        return curve;
    }

    /** A trial that counts has a value of every objective. */
    private static double value(TrialState trial, Objective objective) {
        return Objects.requireNonNull(trial.values().get(objective.metric()), objective.metric());
    }

    /** Of which box the shares are, a sentence. */
    public String sentence() {
        return "share of the box "
                + sides.stream()
                        .map(side -> String.format(
                                Locale.ROOT,
                                "from %s %.4g to %.4g",
                                side.objective().metric(),
                                side.best(),
                                side.worst()))
                        .collect(Collectors.joining(" and "))
                + " that some network found dominates";
    }
}

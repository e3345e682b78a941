package dev.tradespace.search.table;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Dominance;
import dev.tradespace.api.pareto.Hypervolume;
import dev.tradespace.api.search.SearchProblem;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Quality indicators of a run on a table: simple regret and hypervolume ratio. */
final class QualityIndicators {
    /** Reference point in every scaled objective: a little beyond the worst row, so that the ends of a front count. */
    private static final double REFERENCE = 1.1;

    private final ResultTable table;
    private final List<Objective> objectives;
    private final double[] reference;
    private final double[][] scaled;
    private final double whole;
    /**
     * The objective of the regret: the only one, or the only one that is not both cheap and constrained; -1 where there
     * is none.
     */
    private final int sought;

    private final double best;
    private final double worst;

    QualityIndicators(ResultTable table) {
        this.table = table;
        objectives = table.problem().objectives();
        reference = new double[objectives.size()];
        Arrays.fill(reference, REFERENCE);
        scaled = scaled();
        int[] feasible =
                IntStream.range(0, table.rows()).filter(table::isFeasible).toArray();
        whole = volume(feasible);
        sought = sought(table.problem());
        int objective = Math.max(0, sought);
        best = Arrays.stream(feasible)
                .mapToDouble(row -> cost(objective, row))
                .min()
                .orElseThrow();
        worst = Arrays.stream(feasible)
                .mapToDouble(row -> cost(objective, row))
                .max()
                .orElseThrow();
    }

    private static int sought(SearchProblem problem) {
        int[] open = IntStream.range(0, problem.objectives().size())
                .filter(i -> problem.objectives().size() == 1
                        || !isSettled(problem.objectives().get(i).metric(), problem))
                .toArray();
        return open.length == 1 ? open[0] : -1;
    }

    /** Whether a metric is cheap and constrained: then it bounds what is sought and is not itself sought. */
    private static boolean isSettled(String metric, SearchProblem problem) {
        return problem.isCheap(metric)
                && problem.constraints().stream()
                        .anyMatch(constraint -> constraint.metric().equals(metric));
    }

    /** {@code [row][objective]} from 0, the best in the table, to 1. */
    private double[][] scaled() {
        double[][] all = new double[table.rows()][objectives.size()];
        for (int objective = 0; objective < objectives.size(); objective++) {
            int column = objective;
            double least = rowCosts(column).min().orElseThrow();
            double most = rowCosts(column).max().orElseThrow();
            for (int row = 0; row < all.length; row++) {
                all[row][objective] = most > least ? (cost(objective, row) - least) / (most - least) : 0;
            }
        }
        return all;
    }

    private DoubleStream rowCosts(int objective) {
        return IntStream.range(0, table.rows()).mapToDouble(row -> cost(objective, row));
    }

    private double cost(int objective, int row) {
        return objectives
                .get(objective)
                .goal()
                .asCost(table.value(objectives.get(objective).metric(), row));
    }

    /** Hypervolume of the feasible rows as a share of that of the true front, from 0 to 1. */
    double hypervolume(List<Integer> rows) {
        return volume(rows.stream()
                        .mapToInt(row -> row)
                        .filter(table::isFeasible)
                        .distinct()
                        .toArray())
                / whole;
    }

    private double volume(int[] rows) {
        double[][] points = Arrays.stream(rows).mapToObj(row -> scaled[row]).toArray(double[][]::new);
        boolean[] front = Dominance.nonDominated(points);
        double[][] members = IntStream.range(0, points.length)
                .filter(i -> front[i])
                .mapToObj(i -> points[i])
                .toArray(double[][]::new);
        return Hypervolume.of(members, reference);
    }

    /**
     * Simple regret: by how much the best feasible row of the table is better than the incumbent: the first of those
     * rows, among the feasible ones, that looked best to the strategy. Without a feasible one the worst feasible row of
     * the table stands for it. Empty where several objectives are sought: an objective that is cheap and constrained is
     * not.
     */
    OptionalDouble regret(List<Integer> rows) {
        if (sought < 0) {
            return OptionalDouble.empty();
        }
        String metric = objectives.get(sought).metric();
        Goal goal = objectives.get(sought).goal();
        double looked = Double.POSITIVE_INFINITY;
        double incumbent = worst;
        for (int row : rows) {
            double look = goal.asCost(table.seen(metric, row));
            if (look < looked && table.isFeasible(row)) {
                looked = look;
                incumbent = cost(sought, row);
            }
        }
        return OptionalDouble.of(incumbent - best);
    }

    /** Whether the space is exhausted: these rows are every architecture that may be feasible. */
    boolean isEverything(List<Integer> rows) {
        return distinct(rows)
                >= IntStream.range(0, table.rows())
                        .filter(row -> table.brokenBeforehand(row).isEmpty())
                        .mapToObj(table::canonicalKey)
                        .distinct()
                        .count();
    }

    /** How many different architectures these rows are. */
    long distinct(List<Integer> rows) {
        return rows.stream().map(table::canonicalKey).distinct().count();
    }
}

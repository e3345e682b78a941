package dev.tradespace.devices.estimate;

import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The errors of estimates as a table for people: a line for each pool and way of leaving out, or for each target of a pool. */
public final class ErrorReport {
    private static final int KNOWN = 5;
    private static final int SEEDS = 3;
    private static final String LINE = "%-38s %7s %8s %8s %8s %9s %9s %12s";

    private final Map<String, NetworkFeatures> features;
    private final UnaryOperator<String> family;
    private final Consumer<String> out;

    /**
     * A report.
     *
     * @param features of the networks
     * @param family of a network's id
     * @param out gets the lines
     */
    public ErrorReport(Map<String, NetworkFeatures> features, UnaryOperator<String> family, Consumer<String> out) {
        this.features = features;
        this.family = family;
        this.out = out;
    }

    /** The errors over all targets of a pool; nothing where no target has figures enough. */
    public void pool(MetricPool pool) {
        MetricPredictor predictor = MetricPredictor.fit(pool.rows(), features);
        LeaveOneOut leaveOneOut = LeaveOneOut.of(predictor);
        List<String> targets = targets(predictor);
        if (targets.isEmpty()) {
            return;
        }
        List<HeldOut> cells = new ArrayList<>();
        List<HeldOut> families = new ArrayList<>();
        List<HeldOut> random = new ArrayList<>();
        List<HeldOut> chosen = new ArrayList<>();
        for (String target : targets) {
            cells.addAll(leaveOneOut.cells(target));
            families.addAll(leaveOneOut.families(target, family));
            chosen.addAll(leaveOneOut.chosen(target, KNOWN));
            for (int seed = 0; seed < SEEDS; seed++) {
                random.addAll(leaveOneOut.random(target, KNOWN, seed));
            }
        }
        List<HeldOut> unseen = new ArrayList<>();
        new TreeSet<>(features.keySet())
                .stream()
                        .filter(predictor.table().networks()::contains)
                        .forEach(network -> unseen.addAll(leaveOneOut.network(network)));
        out.accept(pool.name() + ": " + pool.rows().size() + " figures of "
                + predictor.table().networks().size() + " networks on "
                + predictor.table().targets().size() + " targets");
        heading("left out");
        line("a network on a target", cells);
        line("a family on a target", families);
        line("all but " + KNOWN + " random networks of a target", random);
        line("all but " + KNOWN + " chosen networks of a target", chosen);
        line("a network on all targets", unseen);
    }

    /** The errors of each target of a pool, each network left out alone. */
    public void targets(MetricPool pool) {
        MetricPredictor predictor = MetricPredictor.fit(pool.rows(), features);
        LeaveOneOut leaveOneOut = LeaveOneOut.of(predictor);
        heading("target of " + pool.name());
        targets(predictor).forEach(target -> line(target, leaveOneOut.cells(target)));
    }

    private static List<String> targets(MetricPredictor predictor) {
        MetricTable table = predictor.table();
        return table.targets().stream()
                .filter(target -> table.known(table.targets().indexOf(target)).length > MetricPredictor.FEWEST_ROWS)
                .toList();
    }

    private void heading(String what) {
        out.accept(String.format(LINE, what, "count", "mean", "median", "<10%", "Spearman", "in 90%", "unavailable"));
    }

    private void line(String what, List<HeldOut> held) {
        ErrorStatistics statistics = ErrorStatistics.of(held);
        OptionalDouble spearman = statistics.spearman();
        out.accept(String.format(
                        LINE,
                        what,
                        statistics.count(),
                        percent(statistics.meanError()),
                        percent(statistics.medianError()),
                        percent(statistics.within10()),
                        spearman.isPresent() ? String.format(Locale.ROOT, "%.3f", spearman.getAsDouble()) : "-",
                        percent(statistics.inside90()),
                        statistics.unavailable())
                .stripTrailing());
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}

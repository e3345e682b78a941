package dev.tradespace.search.run;

import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.search.strategy.LeastViolation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network of least constraint violation. */
final class NearestMiss {
    /** A reason may be long: the log has the whole. */
    private static final int LONGEST_REASON = 200;

    private NearestMiss() {}

    /** {@code has latency 3.1 ms, and the constraint is 0.5 ms}. */
    static String has(Constraint broken, double value) {
        return "has " + broken.metric() + " " + Amounts.of(broken.metric(), value) + ", and the limit is "
                + Amounts.of(broken.metric(), broken.bound());
    }

    /**
     * Which of the trials that cost something comes nearest, or why the last of them failed, a sentence; empty where
     * there was none.
     */
    static Optional<String> of(List<TrialState> trials, Rules rules) {
        List<TrialState> tried =
                trials.stream().filter(trial -> trial.source() == null).toList();
        Optional<TrialState> nearest = tried.stream()
                .filter(trial -> rules.broken(trial.values()).isPresent())
                .min(Comparator.comparing((TrialState trial) -> rules.brokenByCount(trial.values()))
                        .thenComparingDouble(trial -> LeastViolation.of(rules.constraints(), trial.values())));
        if (nearest.isPresent()) {
            return nearest.map(trial -> sentence(trial, rules));
        }
        for (int i = tried.size() - 1; i >= 0; i--) {
            if (tried.get(i).outcome() instanceof Outcome.Failed failed) {
                return Optional.of("trial " + tried.get(i).number() + " failed: " + shortened(failed.reason()));
            }
        }
        return Optional.empty();
    }

    private static String sentence(TrialState trial, Rules rules) {
        Map<String, Double> values = trial.values();
        String which = "the nearest, trial " + trial.number() + ", ";
        for (Constraint constraint : rules.constraints()) {
            Double value = values.get(constraint.metric());
            if (value != null && !constraint.allows(value)) {
                return which + has(constraint, value);
            }
        }
        return rules.bounds().stream()
                .filter(bound -> bound.isBroken(values))
                .findFirst()
                .map(bound -> which
                        + byCount(bound, values.getOrDefault(bound.counted().metric(), 0.0)))
                .orElse(which + "breaks a limit");
    }

    /**
     * {@code has macs 6.1 G, with which no network keeps latency<=0.5 ms: no processor does more than 1 T MACs a second}.
     */
    static String byCount(RooflineBound bound, double value) {
        String metric = bound.counted().metric();
        return "has " + metric + " " + Amounts.of(metric, value) + ", with which no network keeps "
                + Amounts.of(bound.stated()) + ": " + bound.why();
    }

    private static String shortened(String reason) {
        String line = reason.lines().findFirst().orElse("");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}

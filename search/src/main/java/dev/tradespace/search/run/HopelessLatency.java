package dev.tradespace.search.run;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Constraint.Side;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.measure.Target;
import dev.tradespace.search.evaluator.Evaluators;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A limit on a measured latency, judged by an estimate before anything is measured: a network is hopeless where the whole 95%
 * interval of its estimate lies above the limit, so that with 97.5% confidence measuring it would say the same.
 *
 * @param limit in milliseconds
 * @param target the target's id
 * @param estimate of a network on it
 */
record HopelessLatency(double limit, String target, Function<Built, Optional<Figure.Estimated>> estimate) {
    /** Those that follow from the constraints of a search on targets of this machine. */
    static List<HopelessLatency> of(
            List<Constraint> constraints, Criteria criteria, List<Target> targets, Evaluators evaluators) {
        List<HopelessLatency> all = new ArrayList<>();
        for (Constraint constraint : constraints) {
            Optional<Criterion> criterion = criteria.find(constraint.metric())
                    .filter(found -> found.metric().equals(Metric.LATENCY.id()) && !found.isCheap());
            if (criterion.isPresent() && constraint.side() == Side.AT_MOST) {
                targets.stream()
                        .filter(criterion.get()::concerns)
                        .map(Target::id)
                        .forEach(target -> all.add(
                                new HopelessLatency(constraint.bound(), target, evaluators.measuredUntilNow(target))));
            }
        }
        return all;
    }

    /** Why a network need not be measured; empty where it may keep the limit. */
    Optional<String> why(Built network) {
        return estimate.apply(network).flatMap(this::why);
    }

    private Optional<String> why(Figure.Estimated estimated) {
        Interval interval = estimated.interval();
        return interval == null || interval.low() <= limit
                ? Optional.empty()
                : Optional.of("it was not measured: its latency on " + target + " is estimated at "
                        + Metric.LATENCY.format(estimated.amount()) + ", with 97.5% confidence above "
                        + Metric.LATENCY.format(interval.low(), RoundingMode.FLOOR) + ", and the limit is "
                        + Metric.LATENCY.format(limit));
    }
}

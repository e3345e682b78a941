package dev.tradespace.search.run;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Constraint.Side;
import dev.tradespace.core.measure.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Roofline bound: the limit on a counted metric that a constraint on a measured cost implies. A network above it
 * violates the constraint on any machine, so that it need not be measured. The rates are lower bounds of a cost, not
 * estimates: about five times what the fastest processor core of today does.
 *
 * @param stated the constraint as it was asked
 * @param counted the bound on something that is counted
 * @param why which arithmetic leads from one to the other, a sentence
 */
record RooflineBound(Constraint stated, Constraint counted, String why) {
    /**
     * Multiply-accumulates of a processor core in a second. Two units of 16 single-precision lanes at 6 GHz do 0.19e12;
     * matrix units that runtimes use for fp32, where there are any, stay below 1e12.
     *
     * @source Intel 64 and IA-32 Architectures Optimization Reference Manual, section on AVX-512 throughput
     */
    static final double MACS_PER_SECOND = 1e12;
    /**
     * The same for int8, where dot-product and tile instructions do several at once: a tile unit does 1024 each cycle,
     * which is 4e12 at 4 GHz.
     */
    static final double INT8_MACS_PER_SECOND = 2e13;
    /** Bytes of weights that a processor reads in a second, whatever cache they lie in. */
    static final double BYTES_PER_SECOND = 1e13;

    private static final double MILLIS_PER_SECOND = 1000;
    private static final String INT8 = "int8";

    /** The bounds that follow from constraints. */
    static List<RooflineBound> of(List<Constraint> constraints, Criteria criteria, List<Target> targets) {
        List<RooflineBound> bounds = new ArrayList<>();
        for (Constraint constraint : constraints) {
            criteria.find(constraint.metric())
                    .filter(criterion -> !criterion.isCheap())
                    .ifPresent(criterion -> add(bounds, constraint, criterion, targets));
        }
        return bounds;
    }

    private static void add(List<RooflineBound> bounds, Constraint constraint, Criterion criterion, List<Target> all) {
        // A bare metric is the worst of all targets: what breaks it on one breaks it.
        List<Target> targets = all.stream().filter(criterion::concerns).toList();
        boolean atMost = constraint.side() == Side.AT_MOST;
        // Without a target, which a search that is only shown does not look for, nothing is known of its speed.
        double rate = targets.stream()
                .mapToDouble(target ->
                        target.threads() * (target.precision().equals(INT8) ? INT8_MACS_PER_SECOND : MACS_PER_SECOND))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        if (atMost && criterion.metric().equals(Metric.LATENCY.id())) {
            double seconds = constraint.bound() / MILLIS_PER_SECOND;
            macs(constraint, rate * seconds, rate).ifPresent(bounds::add);
            size(constraint, BYTES_PER_SECOND * seconds, "no processor reads more than 10 TB of weights a second")
                    .ifPresent(bounds::add);
        } else if (!atMost && criterion.metric().equals(Metric.THROUGHPUT.id()) && constraint.bound() > 0) {
            macs(constraint, rate / constraint.bound(), rate).ifPresent(bounds::add);
        } else if (atMost
                && criterion.metric().equals(Metric.MEMORY.id())
                && (criterion.target() == null
                        || all.stream().map(Target::precision).distinct().count() == 1)) {
            size(constraint, constraint.bound(), "a network that runs has its weights in memory")
                    .ifPresent(bounds::add);
        }
    }

    private static Optional<RooflineBound> macs(Constraint stated, double most, double rate) {
        return bound(
                stated,
                Metric.MACS,
                most,
                () -> "no processor does more than " + Amounts.of(Metric.MACS.id(), rate) + " MACs a second");
    }

    private static Optional<RooflineBound> size(Constraint stated, double most, String why) {
        return bound(stated, Metric.MODEL_SIZE, most, () -> why);
    }

    /** A bound beyond all numbers bounds nothing. */
    private static Optional<RooflineBound> bound(Constraint stated, Metric counted, double most, Supplier<String> why) {
        return Double.isFinite(most)
                ? Optional.of(new RooflineBound(stated, new Constraint(counted.id(), Side.AT_MOST, most), why.get()))
                : Optional.empty();
    }

    /** Whether the counted values of a network break it; what is not among them breaks nothing. */
    boolean isBroken(Map<String, Double> values) {
        Double value = values.get(counted.metric());
        return value != null && !counted.allows(value);
    }
}

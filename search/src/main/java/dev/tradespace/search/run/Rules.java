package dev.tradespace.search.run;

import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Limit;
import dev.tradespace.core.measure.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a run.
 *
 * @param aims what to be good at
 * @param limits what every useful network keeps
 * @param trials how many full evaluations there may be, cheaper ones counting by their share; null for any number
 * @param time how long it may run before the last trial is asked for; null for any time
 * @param parallel how many trials may be under way at a time
 * @param patience how many networks may be measured or fail before there is one that keeps every limit
 * @param bounds what the limits say of what is counted
 */
public record Rules(
        List<Aim> aims,
        List<Limit> limits,
        @Nullable Integer trials,
        @Nullable Duration time,
        int parallel,
        int patience,
        List<CountedBound> bounds) {
    public Rules {
        aims = List.copyOf(aims);
        limits = List.copyOf(limits);
        bounds = List.copyOf(bounds);
    }

    /** Rules with the usual patience, of whose limits nothing is known beforehand. */
    Rules(List<Aim> aims, List<Limit> limits, @Nullable Integer trials, @Nullable Duration time, int parallel) {
        this(aims, limits, trials, time, parallel, SearchSpecReader.DEFAULT_PATIENCE, List.of());
    }

    /** The rules of a spec. */
    static Rules of(SearchSpec spec, Wishes wishes, List<Target> targets) {
        return new Rules(
                wishes.aims(),
                wishes.limits(),
                spec.budget().trials(),
                spec.budget().time(),
                spec.effort().parallel(),
                spec.effort().patience(),
                CountedBound.of(wishes.limits(), wishes.criteria(), targets));
    }

    /** The metrics that matter: those that are aimed at and those that are bounded. */
    List<String> metrics() {
        return Stream.concat(aims.stream().map(Aim::metric), limits.stream().map(Limit::metric))
                .distinct()
                .toList();
    }

    /** The first limit that these values break, by themselves or by what is counted; what is not among them breaks none. */
    Optional<Limit> broken(Map<String, Double> values) {
        return limits.stream()
                .filter(limit -> {
                    Double value = values.get(limit.metric());
                    return value != null && !limit.allows(value);
                })
                .findFirst()
                .or(() -> bounds.stream()
                        .filter(bound -> !values.containsKey(bound.stated().metric()) && bound.isBroken(values))
                        .findFirst()
                        .map(CountedBound::stated));
    }

    /** Whether it is only by what is counted that these values break a limit. */
    boolean brokenByCount(Map<String, Double> values) {
        return broken(values)
                .filter(limit -> !values.containsKey(limit.metric()))
                .isPresent();
    }
}

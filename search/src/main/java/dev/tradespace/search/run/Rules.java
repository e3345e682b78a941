package dev.tradespace.search.run;

import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Limit;
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
 */
public record Rules(
        List<Aim> aims,
        List<Limit> limits,
        @Nullable Integer trials,
        @Nullable Duration time,
        int parallel) {
    public Rules {
        aims = List.copyOf(aims);
        limits = List.copyOf(limits);
    }

    /** The metrics that matter: those that are aimed at and those that are bounded. */
    List<String> metrics() {
        return Stream.concat(aims.stream().map(Aim::metric), limits.stream().map(Limit::metric))
                .distinct()
                .toList();
    }

    /** The first limit that these values break; what is not among them breaks none. */
    Optional<Limit> broken(Map<String, Double> values) {
        return limits.stream()
                .filter(limit -> {
                    Double value = values.get(limit.metric());
                    return value != null && !limit.allows(value);
                })
                .findFirst();
    }
}

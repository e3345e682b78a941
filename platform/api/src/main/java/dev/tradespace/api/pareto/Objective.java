package dev.tradespace.api.pareto;

import dev.tradespace.api.metric.Goal;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One thing to be good at.
 *
 * @param <T> what is judged
 * @param name what it is called: {@code latency}
 * @param goal which direction is better
 * @param value the value of a candidate, empty where it is not known
 */
public record Objective<T>(String name, Goal goal, Function<T, OptionalDouble> value) {
    public Objective {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(goal, "goal");
        Objects.requireNonNull(value, "value");
    }

    /** An objective to minimise. */
    public static <T> Objective<T> minimize(String name, Function<T, OptionalDouble> value) {
        return new Objective<>(name, Goal.MINIMIZE, value);
    }

    /** An objective to maximise. */
    public static <T> Objective<T> maximize(String name, Function<T, OptionalDouble> value) {
        return new Objective<>(name, Goal.MAXIMIZE, value);
    }
}

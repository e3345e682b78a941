package dev.tradespace.api.metric;

import java.util.Objects;

/**
 * A metric to optimise.
 *
 * @param metric the name under which its values come: {@code accuracy}, {@code latency@local-cpu/ort-fp32-1t}
 * @param goal which direction is better
 */
public record Objective(String metric, Goal goal) {
    public Objective {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("metric must not be blank");
        }
        Objects.requireNonNull(goal, "goal");
    }

    /** An objective of which less is better. */
    public static Objective minimize(String metric) {
        return new Objective(metric, Goal.MINIMIZE);
    }

    /** An objective of which more is better. */
    public static Objective maximize(String metric) {
        return new Objective(metric, Goal.MAXIMIZE);
    }
}

package dev.tradespace.api.search;

import dev.tradespace.api.metric.Goal;
import java.util.Objects;

/**
 * One thing that a search wants to be good at.
 *
 * @param metric the name under which its values come: {@code accuracy}, {@code latency@local-cpu/ort-fp32-1t}
 * @param goal which direction is better
 */
public record Aim(String metric, Goal goal) {
    public Aim {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("metric must not be blank");
        }
        Objects.requireNonNull(goal, "goal");
    }
}

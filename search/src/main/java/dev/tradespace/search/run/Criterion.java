package dev.tradespace.search.run;

import dev.tradespace.api.metric.Goal;
import org.jspecify.annotations.Nullable;

/**
 * A metric that a search can optimise or constrain, with the name under which its values come.
 *
 * @param name {@code accuracy}, {@code latency}, or, where a search has several targets,
 *     {@code latency@local-cpu/ort-fp32-1t}
 * @param metric the name without the target
 * @param target the target it is about; null for what is the same on all, and for the worst of several
 * @param unit its unit: {@code ms}, {@code B}; {@code 1} for counts
 * @param goal which direction is better
 * @param origin where its values come from
 */
public record Criterion(
        String name, String metric, @Nullable String target, String unit, Goal goal, Origin origin) {
    /** Where values come from. */
    public enum Origin {
        /** Counted on the graph: known before anything is spent. */
        COUNTED,
        /** Measured on a target. */
        MEASURED,
        /** Scored on images that the network was not trained on, through a target's runtime. */
        SCORED
    }

    /** Whether its values are known before anything is spent. */
    public boolean isCheap() {
        return origin == Origin.COUNTED;
    }
}

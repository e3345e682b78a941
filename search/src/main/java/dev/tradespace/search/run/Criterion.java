package dev.tradespace.search.run;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.Stage;
import dev.tradespace.search.evaluator.Evaluator.Provided;
import org.jspecify.annotations.Nullable;

/**
 * A metric that a search can optimise or constrain, with the name under which its values come.
 *
 * @param name {@code accuracy}, {@code latency}, or, where a search has several targets, {@code
 *     latency@local-cpu/ort-fp32-1t}
 * @param target the target it is about; null for what is the same on all, and for the worst of several
 * @param provided the metric as its evaluator gives it
 * @param stage the stage of the evaluator
 */
public record Criterion(String name, @Nullable String target, Provided provided, Stage stage) {
    /** The name without the target. */
    public String metric() {
        return provided.metric();
    }

    /** Its unit: {@code ms}, {@code B}; {@code 1} for counts. */
    public String unit() {
        return provided.unit();
    }

    /** Which direction is better. */
    public Goal goal() {
        return provided.goal();
    }

    /** Where its values come from: {@code counted}, {@code estimated} or {@code measured}. */
    public String origin() {
        return isCheap() ? (provided.onTarget() ? "estimated" : "counted") : "measured";
    }

    /** Whether a target decides of its values: the one that it is about, or each of several. */
    boolean concerns(Target one) {
        return target == null || target.equals(one.id());
    }

    /** Whether its values are known before anything is spent. */
    public boolean isCheap() {
        return stage.cost() == Stage.Cost.FREE;
    }
}

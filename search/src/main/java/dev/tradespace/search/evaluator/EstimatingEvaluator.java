package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.search.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Estimates the latency of a network on targets elsewhere: each target's own where there are several, and the worst of all. */
final class EstimatingEvaluator implements Evaluator {
    private static final String HOW =
            "estimated from what was published for the target, or published for the very network; the median of the estimate";

    private final EstimatedTargets estimates;
    private final List<String> targets;

    EstimatingEvaluator(EstimatedTargets estimates, List<String> targets) {
        this.estimates = estimates;
        this.targets = List.copyOf(targets);
    }

    @Override
    public Stage stage() {
        return Stage.ESTIMATING;
    }

    @Override
    public List<Provided> provides() {
        return List.of(Provided.of(Metric.LATENCY, true, HOW));
    }

    @Override
    public Evaluation evaluate(EvaluationRequest request) {
        String latency = Metric.LATENCY.id();
        Map<String, Double> values = new LinkedHashMap<>();
        for (String target : targets) {
            Figure figure = estimates.latency(target, request.network());
            if (figure instanceof Figure.Unavailable unavailable) {
                return new Evaluation.Impossible("no latency on " + target + ": " + unavailable.reason());
            }
            double value = figure.value().orElseThrow();
            values.merge(latency, value, Math::max);
            if (targets.size() > 1) {
                values.put(latency + "@" + target, value);
            }
        }
        return new Evaluation.Values(values);
    }
}

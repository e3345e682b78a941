package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.search.Stage;
import java.util.Arrays;
import java.util.List;

/** Measures what a network costs on every target, with random weights. */
public final class MeasuringEvaluator implements Evaluator {
    private static final String HOW = "measured in a process of its own, one query at a time";

    @Override
    public Stage stage() {
        return Stage.MEASURING;
    }

    @Override
    public List<Provided> provides() {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.basis() == Metric.Basis.MEASURED)
                .map(metric -> Provided.of(metric, true, HOW))
                .toList();
    }

    @Override
    public Evaluation evaluate(EvaluationRequest request) {
        return Evaluation.Jobs.of(request, null, true);
    }
}

package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.search.Stage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts a network on its graph. Size and memory are those of the widest precision of all targets: what is to fit on
 * all of them.
 */
public final class CountingEvaluator implements Evaluator {
    /** The peak of live activations, bytes at the target's element width. */
    public static final String ACTIVATION_MEMORY = "activationMemory";

    private static final String INT8 = "int8";
    private static final String HOW = "counted from the architecture as it was built";

    @Override
    public Stage stage() {
        return Stage.COUNTING;
    }

    @Override
    public List<Provided> provides() {
        return Stream.concat(
                        Arrays.stream(Metric.values())
                                .filter(metric -> metric.basis() == Metric.Basis.COUNTED)
                                .map(metric -> Provided.of(metric, false, HOW)),
                        Stream.of(new Provided(ACTIVATION_MEMORY, Metric.MEMORY.unit(), Goal.MINIMIZE, false, HOW)))
                .toList();
    }

    @Override
    public Evaluation evaluate(EvaluationRequest request) {
        Analysis analysis = request.network().analysis();
        boolean wide = request.targets().isEmpty()
                || request.targets().stream()
                        .anyMatch(target -> !target.precision().equals(INT8));
        Map<String, Double> values = new LinkedHashMap<>();
        analysis.figures(wide ? ModelFile.FULL_PRECISION : INT8)
                .forEach((metric, figure) ->
                        values.put(metric.id(), figure.value().orElseThrow()));
        values.put(ACTIVATION_MEMORY, (double)
                (wide ? analysis.peakActivationBytes() : analysis.peakActivationElements()));
        return new Evaluation.Values(values);
    }
}

package dev.tradespace.search.evaluator;

import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.TrainingAsked;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An evaluator's answer: values at once, or the jobs that give them. */
public sealed interface Evaluation {
    /**
     * Values at once.
     *
     * @param values by metric, finite
     */
    record Values(Map<String, Double> values) implements Evaluation {
        public Values {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * None: this evaluator can say nothing of the network.
     *
     * @param reason a sentence
     */
    record Impossible(String reason) implements Evaluation {}

    /**
     * Jobs of a sweep; the values are those of its rows.
     *
     * @param spec the sweep
     * @param expansion its jobs and trainings
     */
    record Jobs(SweepSpec spec, Expansion expansion) implements Evaluation {
        /**
         * The jobs that measure a network on every target.
         *
         * @param training how it is trained before; null for random weights
         * @param validation whether it is scored on the validation images instead of the test images
         * @throws IllegalStateException if what was planned can no longer be
         */
        static Jobs of(EvaluationRequest request, @Nullable TrainingAsked training, boolean validation) {
            SweepSpec spec = new SweepSpec(
                    List.of(request.network().model().id().toString()),
                    request.targets().stream().map(Target::id).toList(),
                    Protocol.QUICK,
                    training);
            Expansion expansion =
                    Expansion.of(spec, request.network(), request.targets(), request.datasets(), validation);
            if (!expansion.problems().isEmpty()) {
                throw new IllegalStateException(expansion.problems().get(0).message());
            }
            return new Jobs(spec, expansion);
        }
    }
}

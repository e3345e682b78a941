package dev.tradespace.search.evaluator;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.sweep.TrainingGround;
import java.util.List;

/**
 * A network to evaluate.
 *
 * @param network the network
 * @param targets where the search measures
 * @param training how the network is trained at the trial's fidelity
 * @param datasets datasets and recipes
 */
public record EvaluationRequest(Built network, List<Target> targets, TrainingAsked training, TrainingGround datasets) {
    public EvaluationRequest {
        targets = List.copyOf(targets);
    }
}

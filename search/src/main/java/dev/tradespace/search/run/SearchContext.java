package dev.tradespace.search.run;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.evaluator.Evaluators;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Surroundings of a search: families, targets, datasets and strategies.
 *
 * @param catalogue all families
 * @param targets where can be measured
 * @param training datasets and recipes
 * @param strategies who can choose trials
 * @param withoutEnergy why energy cannot be read on a target; empty where it can
 * @param evaluators the stages of a trial
 */
public record SearchContext(
        Catalogue catalogue,
        List<Target> targets,
        TrainingGround training,
        Strategies strategies,
        Function<Target, Optional<String>> withoutEnergy,
        Evaluators evaluators) {
    public SearchContext {
        targets = List.copyOf(targets);
    }

    /** Surroundings with the evaluators that are installed. */
    public SearchContext(
            Catalogue catalogue,
            List<Target> targets,
            TrainingGround training,
            Strategies strategies,
            Function<Target, Optional<String>> withoutEnergy) {
        this(catalogue, targets, training, strategies, withoutEnergy, Evaluators.installed());
    }
}

package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.Stage.Cost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The evaluators of a search, the cheapest first. Immutable. */
public final class Evaluators {
    private static final Evaluator TESTING = TrainingEvaluator.testing();

    private final List<Evaluator> ordered;
    private final EstimatedTargets estimates;

    /** These evaluators, no two of one stage. */
    public Evaluators(List<Evaluator> evaluators) {
        this(evaluators, EstimatedTargets.NONE);
    }

    private Evaluators(List<Evaluator> evaluators, EstimatedTargets estimates) {
        this.estimates = estimates;
        ordered = evaluators.stream()
                .sorted(Comparator.comparing(evaluator -> evaluator.stage().cost()))
                .toList();
        long stages = ordered.stream().map(Evaluator::stage).distinct().count();
        if (stages < ordered.size()) {
            throw new IllegalArgumentException("two evaluators have one stage: "
                    + ordered.stream().map(Evaluator::stage).toList());
        }
    }

    /** Those of the class path: the platform's own, and others that a service file names. */
    public static Evaluators installed() {
        return new Evaluators(ServiceLoader.load(Evaluator.class, Evaluators.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** The same where there are targets elsewhere. */
    public Evaluators with(EstimatedTargets elsewhere) {
        return new Evaluators(ordered, elsewhere);
    }

    /** Estimates on a target of this machine from what has been measured on it until now. */
    public Function<Built, Optional<Figure.Estimated>> measuredUntilNow(String target) {
        return estimates.measuredUntilNow(target);
    }

    /** Whether a target is one on which nothing can be measured here. */
    public boolean isElsewhere(String target) {
        return estimates.knows(target);
    }

    /**
     * The evaluators of a search: on targets elsewhere the latency is estimated, and nothing is measured but the
     * accuracy.
     *
     * @param targets the ids of its targets, all of them elsewhere or none
     */
    public Evaluators on(List<String> targets) {
        if (targets.isEmpty() || !targets.stream().allMatch(estimates::knows)) {
            return this;
        }
        List<Evaluator> changed = new ArrayList<>(ordered);
        changed.removeIf(evaluator -> evaluator instanceof MeasuringEvaluator
                || evaluator instanceof TrainingEvaluator
                || evaluator instanceof EstimatingEvaluator);
        changed.add(new EstimatingEvaluator(estimates, targets));
        changed.add(TrainingEvaluator.elsewhere());
        return new Evaluators(changed, estimates);
    }

    /** All of them, the cheapest first. */
    public List<Evaluator> all() {
        return ordered;
    }

    /** Those whose values are known of any configuration before it is proposed. */
    public List<Evaluator> free() {
        return ordered.stream()
                .filter(evaluator -> evaluator.stage().cost() == Cost.FREE)
                .toList();
    }

    /** The stages that a trial goes through once it is counted, in order. */
    public List<Stage> stages() {
        return ordered.stream()
                .map(Evaluator::stage)
                .filter(stage -> stage.cost() != Cost.FREE)
                .toList();
    }

    /** The evaluator of a stage, testing included. */
    public Evaluator of(Stage stage) {
        return Optional.of(TESTING)
                .filter(testing -> testing.stage().equals(stage))
                .or(() -> ordered.stream()
                        .filter(evaluator -> evaluator.stage().equals(stage))
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("there is no evaluator for the stage " + stage));
    }
}

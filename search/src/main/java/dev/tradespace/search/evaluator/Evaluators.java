package dev.tradespace.search.evaluator;

import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.Stage.Cost;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The evaluators of a search, the cheapest first. Immutable. */
public final class Evaluators {
    private static final Evaluator TESTING = TrainingEvaluator.testing();

    private final List<Evaluator> ordered;

    /** These evaluators, no two of one stage. */
    public Evaluators(List<Evaluator> evaluators) {
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

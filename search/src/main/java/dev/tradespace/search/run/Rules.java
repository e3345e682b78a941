package dev.tradespace.search.run;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.search.evaluator.Evaluators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a run: objectives, constraints and budgets.
 *
 * @param objectives the objectives
 * @param constraints the constraints that every useful network keeps
 * @param trials how many full evaluations there may be, cheaper ones counting by their share; null for any number
 * @param time how long it may run before the last trial is asked for; null for any time
 * @param parallel how many trials may be under way at a time
 * @param patience how many networks may be measured or fail before there is one that keeps every constraint
 * @param bounds what the constraints say of what is counted
 * @param stages the stages of a trial once it is counted, in order; at least one
 */
public record Rules(
        List<Objective> objectives,
        List<Constraint> constraints,
        @Nullable Integer trials,
        @Nullable Duration time,
        int parallel,
        int patience,
        List<RooflineBound> bounds,
        List<Stage> stages) {
    public Rules {
        objectives = List.copyOf(objectives);
        constraints = List.copyOf(constraints);
        bounds = List.copyOf(bounds);
        stages = List.copyOf(stages);
    }

    private static final List<Stage> STAGES = List.of(Stage.MEASURING, Stage.TRAINING);

    /** Rules with the usual stages and patience, of whose constraints nothing is known beforehand. */
    Rules(
            List<Objective> objectives,
            List<Constraint> constraints,
            @Nullable Integer trials,
            @Nullable Duration time,
            int parallel) {
        this(objectives, constraints, trials, time, parallel, SearchSpecReader.DEFAULT_PATIENCE, List.of(), STAGES);
    }

    /** The rules of a spec. */
    static Rules of(SearchSpec spec, ProblemDefinition definition, List<Target> targets, Evaluators evaluators) {
        return new Rules(
                definition.objectives(),
                definition.constraints(),
                spec.budget().trials(),
                spec.budget().time(),
                spec.effort().parallel(),
                spec.effort().patience(),
                RooflineBound.of(definition.constraints(), definition.criteria(), targets),
                evaluators.stages());
    }

    /** The stage after one; empty after the last. */
    Optional<Stage> after(Stage stage) {
        int next = stages.indexOf(stage) + 1;
        return next < stages.size() ? Optional.of(stages.get(next)) : Optional.empty();
    }

    /** A trial that was kept, with the cost of its stage where its evaluator is no built-in one. */
    TrialState restored(TrialState trial) {
        int known = stages.indexOf(trial.stage());
        return known < 0 ? trial : trial.at(stages.get(known));
    }

    /** The metrics that matter: those that are optimised and those that are bounded. */
    List<String> metrics() {
        return Stream.concat(
                        objectives.stream().map(Objective::metric),
                        constraints.stream().map(Constraint::metric))
                .distinct()
                .toList();
    }

    /**
     * The first constraint that these values break, by themselves or by what is counted; what is not among them breaks
     * none.
     */
    Optional<Constraint> broken(Map<String, Double> values) {
        return constraints.stream()
                .filter(constraint -> {
                    Double value = values.get(constraint.metric());
                    return value != null && !constraint.allows(value);
                })
                .findFirst()
                .or(() -> bounds.stream()
                        .filter(bound -> !values.containsKey(bound.stated().metric()) && bound.isBroken(values))
                        .findFirst()
                        .map(RooflineBound::stated));
    }

    /** Whether it is only by what is counted that these values break a constraint. */
    boolean brokenByCount(Map<String, Double> values) {
        return broken(values)
                .filter(constraint -> !values.containsKey(constraint.metric()))
                .isPresent();
    }
}

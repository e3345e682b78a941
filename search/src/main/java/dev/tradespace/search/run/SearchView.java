package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.search.evaluator.Evaluators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * View of a search from its spec: also when its dataset or one of its families is not here any more.
 *
 * @param spec what was asked
 * @param criteria what its trials have values of
 * @param rules what it optimises and keeps
 * @param dataset what was trained on; null where it is not here any more
 * @param space what varied; null where a family is not here any more
 */
public record SearchView(
        SearchSpec spec,
        Criteria criteria,
        Rules rules,
        @Nullable DatasetFacts dataset,
        @Nullable JointSpace space) {
    /** Number of classes where it is not known: so many that guessing is of no use. */
    private static final int MANY_CLASSES = 1_000_000;

    /**
     * A search as it is shown; may block.
     *
     * @param installed the evaluators of every search
     */
    public static SearchView of(SearchSpec spec, Catalogue catalogue, TrainingGround context, Evaluators installed) {
        Evaluators evaluators = installed.on(spec.targets());
        ProblemDefinition definition = ProblemDefinition.of(spec, evaluators);
        DatasetFacts dataset = dataset(spec, context);
        List<Family> families = spec.families().stream()
                .flatMap(id -> catalogue.families().stream()
                        .filter(family -> family.id().equals(id)))
                .toList();
        List<Problem> problems = new ArrayList<>();
        JointSpace space = dataset == null || families.size() < spec.families().size()
                ? null
                : JointSpace.of(families, dataset, spec.fixed(), problems);
        return new SearchView(
                spec,
                definition.criteria(),
                Rules.of(spec, definition, List.of(), evaluators),
                dataset,
                problems.isEmpty() ? space : null);
    }

    private static @Nullable DatasetFacts dataset(SearchSpec spec, TrainingGround context) {
        try {
            return context.shown(spec.dataset());
        } catch (DatasetUnavailable gone) {
            return null;
        }
    }

    /** How many classes there are to guess among. */
    public int classes() {
        return dataset == null ? MANY_CLASSES : dataset.classes().size();
    }

    /** The criteria in the order to show them: what is optimised, what is bounded, the rest. */
    public List<Criterion> shown() {
        List<String> metrics = rules.metrics();
        return Stream.concat(
                        metrics.stream().flatMap(name -> criteria.find(name).stream()),
                        criteria.all().stream().filter(criterion -> !metrics.contains(criterion.name())))
                .toList();
    }

    /**
     * The time left, by its budget of time, by the mean of its evaluations so far, or the less of both; empty where
     * that is not known.
     */
    public Optional<Duration> left(SearchState state) {
        if (state.status() != SearchState.Status.ACTIVE) {
            return Optional.empty();
        }
        Duration time = rules.time();
        Integer trials = rules.trials();
        double evaluated = state.counts().evaluated();
        Optional<Duration> byTime =
                time == null ? Optional.empty() : Optional.of(atLeastNone(time.minus(state.spent())));
        Optional<Duration> byTrials = trials == null || evaluated == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        Math.round(state.spent().toMillis() / evaluated * Math.max(0, trials - evaluated))));
        return Stream.concat(byTime.stream(), byTrials.stream()).min(Duration::compareTo);
    }

    private static Duration atLeastNone(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}

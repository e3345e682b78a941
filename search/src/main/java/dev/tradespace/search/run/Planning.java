package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchBudget;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.search.catalogue.ChosenStrategy;
import dev.tradespace.search.catalogue.UnknownStrategy;
import dev.tradespace.search.evaluator.Evaluation;
import dev.tradespace.search.evaluator.EvaluationRequest;
import dev.tradespace.search.evaluator.Evaluator;
import dev.tradespace.search.evaluator.Evaluators;
import dev.tradespace.search.strategy.StrategyFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works out one spec, gathering all that is wrong with it. */
final class Planning {
    /** A training on fewer images says little of a network. */
    private static final double LEAST_IMAGES = 500;

    private final SearchSpec spec;
    private final SearchContext context;
    private final SearchState.@Nullable Chosen kept;
    private final Evaluators evaluators;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * The planning of a spec.
     *
     * @param kept the strategy that the search has had; null for a new search
     */
    Planning(SearchSpec spec, SearchContext context, SearchState.@Nullable Chosen kept) {
        this.spec = spec;
        this.context = context;
        this.kept = kept;
        this.evaluators = context.evaluators().on(spec.targets());
    }

    SearchPlan.Planned plan() {
        List<Family> families = families();
        List<Target> targets = targets();
        Optional<DatasetFacts> dataset = dataset();
        ProblemDefinition definition = ProblemDefinition.of(spec, evaluators);
        problems.addAll(definition.problems());
        withoutEnergy(targets, definition);
        lookAtStrategy();
        if (dataset.isEmpty() || families.isEmpty()) {
            return refused();
        }
        JointSpace space = JointSpace.of(families, dataset.get(), spec.fixed(), problems);
        if (!problems.isEmpty()) {
            return refused();
        }
        List<HopelessLatency> hopeless =
                HopelessLatency.of(definition.constraints(), definition.criteria(), targets, evaluators);
        NetworkCounter counter = new NetworkCounter(
                space, context.catalogue(), context.training().room(), built -> counted(built, targets, dataset.get()));
        Rules rules = Rules.of(spec, definition, targets, evaluators);
        SearchProblem problem = new SearchProblem(
                space.space(),
                definition.objectives(),
                definition.constraints(),
                new LinkedHashSet<>(definition.criteria().known()),
                point -> counter.counted(point).known(),
                cheapest(dataset.get()),
                new SearchBudget(
                        spec.budget().trials(),
                        spec.budget().time(),
                        spec.effort().parallel()));
        FeasibilityCheck.nothingFits(problem, rules).ifPresent(why -> problems.add(new Problem("", why)));
        Optional<ChosenStrategy> chosen = problems.isEmpty() ? chosen(problem) : Optional.empty();
        return chosen.isPresent()
                ? new SearchPlan.Planned(
                        Optional.of(new SearchPlan(
                                spec,
                                new SearchPlan.Parts(
                                        dataset.get(),
                                        targets,
                                        definition.criteria(),
                                        space,
                                        counter,
                                        problem,
                                        rules,
                                        chosen.get(),
                                        evaluators,
                                        hopeless),
                                context.training())),
                        List.of())
                : refused();
    }

    /** The values that the free evaluators give. */
    private CheapMetrics counted(Built built, List<Target> targets, DatasetFacts dataset) {
        EvaluationRequest request = new EvaluationRequest(
                built, targets, SearchPlan.training(spec, dataset, Fidelity.FULL), context.training());
        Map<String, Double> values = new LinkedHashMap<>();
        for (Evaluator evaluator : evaluators.free()) {
            Evaluation evaluation = evaluator.evaluate(request);
            if (evaluation instanceof Evaluation.Impossible impossible) {
                return new CheapMetrics.Invalid(impossible.reason());
            }
            if (evaluation instanceof Evaluation.Values now) {
                values.putAll(now.values());
            }
        }
        // Families have recipes of their own: what one makes of a network is not what another does.
        return new CheapMetrics.Valid(
                values, built.model().family().id() + ":" + built.architecture().canonicalDigest());
    }

    private SearchPlan.Planned refused() {
        return new SearchPlan.Planned(Optional.empty(), List.copyOf(problems));
    }

    private List<Family> families() {
        return named(
                "families",
                "family",
                spec.families(),
                List.copyOf(context.catalogue().families()),
                Family::id);
    }

    /** Where is measured: of a search for targets elsewhere the first target of this machine, which answers the images. */
    private List<Target> targets() {
        List<String> elsewhere = spec.targets().stream()
                .filter(context.evaluators()::isElsewhere)
                .toList();
        if (elsewhere.isEmpty()) {
            return named("targets", "target", spec.targets(), context.targets(), Target::id);
        }
        for (int i = 0; i < spec.targets().size(); i++) {
            String target = spec.targets().get(i);
            if (!elsewhere.contains(target)) {
                problems.add(
                        new Problem(
                                "/targets/" + i,
                                target + " is measured on here and " + elsewhere.get(0)
                                        + " is estimated: a search has targets of one kind, so that nothing of both is ranked"));
            } else if (spec.targets().indexOf(target) < i) {
                problems.add(new Problem("/targets/" + i, "target " + target + " is named twice"));
            }
        }
        if (context.targets().isEmpty()) {
            problems.add(new Problem("/targets", "nothing on this machine can answer the validation images"));
        }
        return context.targets().stream().limit(1).toList();
    }

    /** What a list of ids names, each once. */
    private <T> List<T> named(String field, String kind, List<String> ids, List<T> all, Function<T, String> idOf) {
        Map<String, T> known = new LinkedHashMap<>();
        all.forEach(one -> known.put(idOf.apply(one), one));
        Map<String, T> found = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            T one = known.get(id);
            if (one == null) {
                problems.add(new Problem(
                        "/" + field + "/" + i,
                        "there is no " + kind + " " + id + "; there are " + String.join(", ", known.keySet())));
            } else if (found.put(id, one) != null) {
                problems.add(new Problem("/" + field + "/" + i, kind + " " + id + " is named twice"));
            }
        }
        return List.copyOf(found.values());
    }

    private Optional<DatasetFacts> dataset() {
        try {
            DatasetFacts facts = context.training().dataset(spec.dataset());
            Integer subset = spec.effort().subset();
            if (subset != null && subset > facts.training()) {
                problems.add(new Problem(
                        "/subset",
                        "must be at most " + facts.training() + ", the number of training images of " + facts.id()
                                + ", was " + subset));
            }
            return Optional.of(facts);
        } catch (DatasetUnavailable unavailable) {
            problems.add(new Problem("/dataset", String.valueOf(unavailable.getMessage())));
            return Optional.empty();
        }
    }

    private void withoutEnergy(List<Target> targets, ProblemDefinition definition) {
        String energy = Metric.ENERGY.id();
        boolean wanted = definition.objectives().stream()
                        .anyMatch(objective -> objective.metric().startsWith(energy))
                || definition.constraints().stream()
                        .anyMatch(constraint -> constraint.metric().startsWith(energy));
        if (wanted) {
            targets.forEach(target -> context.withoutEnergy()
                    .apply(target)
                    .ifPresent(why ->
                            problems.add(new Problem("", "energy cannot be measured on " + target.id() + ": " + why))));
        }
    }

    private String strategy() {
        return kept == null ? spec.strategy() : kept.id();
    }

    private Map<String, String> settings() {
        return kept == null ? spec.settings() : kept.settings();
    }

    /** Problems of the strategy that show before the space is known, so that they come with all others. */
    private void lookAtStrategy() {
        if (!strategy().equals(SearchSpecReader.DEFAULT_STRATEGY)) {
            problemsOf(() -> context.strategies().strategy(strategy()).settings(settings()));
        }
    }

    private Optional<ChosenStrategy> chosen(SearchProblem problem) {
        Integer trials = spec.budget().trials();
        OptionalLong evaluations = trials == null ? OptionalLong.empty() : OptionalLong.of(trials);
        return problemsOf(() -> context.strategies().choose(strategy(), settings(), problem, evaluations))
                .map(made -> kept == null ? made : new ChosenStrategy(made.strategy(), made.settings(), kept.why()));
    }

    private <T> Optional<T> problemsOf(Supplier<T> choice) {
        try {
            return Optional.of(choice.get());
        } catch (UnknownStrategy | StrategyFailure refused) {
            problems.add(new Problem("/strategy", String.valueOf(refused.getMessage())));
        } catch (BadConfiguration bad) {
            bad.problems().forEach(problem -> problems.add(new Problem("/strategy", problem.toString())));
        }
        return Optional.empty();
    }

    private Fidelity cheapest(DatasetFacts dataset) {
        Integer subset = spec.effort().subset();
        int images = subset == null ? dataset.training() : subset;
        return new Fidelity(1.0 / spec.effort().epochs(), Math.min(1, LEAST_IMAGES / images));
    }
}

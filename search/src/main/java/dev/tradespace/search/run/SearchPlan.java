package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.RecipeChanges;
import dev.tradespace.search.catalogue.ChosenStrategy;
import dev.tradespace.search.evaluator.Evaluation;
import dev.tradespace.search.evaluator.EvaluationRequest;
import dev.tradespace.search.evaluator.Evaluators;
import dev.tradespace.search.strategy.CheckedStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Plan of a search, from its spec: what is searched, by whom, and how each stage of a trial is evaluated. */
public final class SearchPlan {
    private final SearchSpec spec;
    private final Parts parts;
    private final TrainingGround context;

    SearchPlan(SearchSpec spec, Parts parts, TrainingGround context) {
        this.spec = spec;
        this.parts = parts;
        this.context = context;
    }

    /**
     * What a plan is made of.
     *
     * @param dataset what is trained and scored on
     * @param targets where
     * @param criteria what can be optimised
     * @param space what varies
     * @param counter who counts networks
     * @param problem all that the strategy sees
     * @param rules the rules of the run
     * @param strategy who chooses the trials
     * @param evaluators the stages of a trial
     * @param hopeless limits that an estimate can say to be broken
     */
    record Parts(
            DatasetFacts dataset,
            List<Target> targets,
            Criteria criteria,
            JointSpace space,
            NetworkCounter counter,
            SearchProblem problem,
            Rules rules,
            ChosenStrategy strategy,
            Evaluators evaluators,
            List<HopelessLatency> hopeless) {}

    /**
     * What planning gave.
     *
     * @param plan the plan, empty if there are problems
     * @param problems everything that is wrong with the spec, with its place
     */
    public record Planned(Optional<SearchPlan> plan, List<Problem> problems) {}

    /** Works out a spec; may block, since networks are built and datasets are looked at. */
    public static Planned of(SearchSpec spec, SearchContext context) {
        return new Planning(spec, context, null).plan();
    }

    /** Works out again what a search was asked, with the strategy that it has had. */
    public static Planned again(SearchSpec spec, SearchContext context, SearchState.Chosen kept) {
        return new Planning(spec, context, kept).plan();
    }

    /** The spec. */
    public SearchSpec spec() {
        return spec;
    }

    /** All that the strategy sees. */
    public SearchProblem problem() {
        return parts.problem();
    }

    /** The search space over all families. */
    public JointSpace space() {
        return parts.space();
    }

    /** The metrics that can be optimised and constrained. */
    public Criteria criteria() {
        return parts.criteria();
    }

    /** Where is measured. */
    public List<Target> targets() {
        return parts.targets();
    }

    /** The dataset that is trained and scored on. */
    public DatasetFacts dataset() {
        return parts.dataset();
    }

    /** The strategy, as it is kept. */
    public SearchState.Chosen chosen() {
        Map<String, String> settings = new LinkedHashMap<>();
        parts.strategy().settings().values().forEach((name, value) -> settings.put(name, value.toString()));
        return new SearchState.Chosen(
                parts.strategy().strategy().id(), settings, parts.strategy().why());
    }

    /** As it is shown. */
    public SearchView view() {
        return new SearchView(spec, parts.criteria(), rules(), parts.dataset(), parts.space());
    }

    /** The strategy at the beginning, to be closed by the caller. */
    public CheckedStrategy start() {
        return parts.strategy().start(parts.problem());
    }

    /** The rules of the run. */
    public Rules rules() {
        return parts.rules();
    }

    /** The network of a point of the space, counted. */
    public CountedNetwork candidate(Configuration point) {
        NetworkCounter.Counted counted = parts.counter().counted(point);
        String key = counted.known() instanceof CheapMetrics.Valid valid ? valid.canonicalKey() : "";
        return new CountedNetwork(
                new TrialState.Network(counted.model(), counted.architecture(), key, point.values()), counted.known());
    }

    /** The point of the space that a trial was about. */
    public Configuration point(TrialState trial) {
        return parts.problem().space().configure(trial.network().configuration());
    }

    /**
     * Evaluates a trial at its stage, or says which jobs do.
     *
     * @throws RuntimeException if it cannot: what was planned can no longer be, or the evaluator failed
     */
    public Evaluation evaluate(TrialState trial) {
        return parts.evaluators()
                .of(trial.stage())
                .evaluate(new EvaluationRequest(
                        parts.counter().built(trial.network()),
                        parts.targets(),
                        training(spec, parts.dataset(), trial.fidelity()),
                        context));
    }

    /**
     * Why a trial that is to be measured need not be: with high confidence it breaks a limit. What the strategy is told of a
     * network beforehand does not depend on it, so that a search that is repeated makes the same choices.
     */
    public Optional<String> hopeless(TrialState trial) {
        return trial.stage().equals(Stage.MEASURING)
                ? parts.hopeless().stream()
                        .flatMap(limit -> limit.why(parts.counter().built(trial.network())).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** How a network is trained at a fidelity: at least one epoch and one image. */
    static TrainingAsked training(SearchSpec spec, DatasetFacts dataset, Fidelity fidelity) {
        int epochs = Math.max(1, (int) Math.round(spec.effort().epochs() * fidelity.epochs()));
        Integer subset = spec.effort().subset();
        int images = subset == null ? dataset.training() : subset;
        OptionalInt part = fidelity.data() == 1
                ? optional(subset)
                : OptionalInt.of(Math.max(1, (int) Math.round(images * fidelity.data())));
        return new TrainingAsked(
                spec.dataset(),
                new Budget.Epochs(epochs),
                part,
                1,
                spec.effort().seed(),
                false,
                RecipeChanges.NONE);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}

package dev.tradespace.server.search;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.search.evaluator.Evaluators;
import dev.tradespace.search.run.BestTrials;
import dev.tradespace.search.run.HypervolumeCurve;
import dev.tradespace.search.run.Importance;
import dev.tradespace.search.run.Rules;
import dev.tradespace.search.run.SearchSpec;
import dev.tradespace.search.run.SearchSpecReader;
import dev.tradespace.search.run.SearchView;
import dev.tradespace.server.search.SearchDetail.Member;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads searches and what came of them. Any thread may ask; every method may block. */
public final class SearchReader {
    private static final int MOST_REMEMBERED = 10_000;

    private final Results results;
    private final Catalogue catalogue;
    private final TrainingGround context;
    /** Trainings that are done, by the id of their weights: they do not change any more. */
    private final Map<String, TrainingState> done = Collections.synchronizedMap(new LinkedHashMap<>());

    private final Evaluators evaluators;

    /**
     * A reader of the searches in a store.
     *
     * @param evaluators the stages of their trials
     */
    public SearchReader(Results results, Catalogue catalogue, TrainingGround context, Evaluators evaluators) {
        this.results = results;
        this.catalogue = catalogue;
        this.context = context;
        this.evaluators = evaluators;
    }

    /** A search as it stands. */
    public Optional<SearchState> find(long id) {
        return results.searches().find(id);
    }

    /** Searches, newest first. */
    public Page<SearchState> page(int offset, int limit) {
        return results.searches().page(offset, limit);
    }

    /** The view of a search. */
    public SearchView view(SearchState search) {
        return SearchView.of(spec(search), catalogue, context, evaluators);
    }

    /** The spec of a search. */
    static SearchSpec spec(SearchState search) {
        return SearchSpecReader.read(StrictJson.read(StrictJson.json(), search.spec()))
                .spec()
                .orElseThrow(() -> new IllegalStateException("search " + search.id() + " is kept with a broken spec"));
    }

    /** The trials of a search, in the order of their numbers. */
    public List<TrialState> trials(long id) {
        return results.searches().trials(id);
    }

    /** A search with all that came of it. */
    public SearchDetail detail(SearchState search) {
        SearchView view = view(search);
        Rules rules = view.rules();
        List<TrialState> trials = trials(search.id());
        HypervolumeCurve box = HypervolumeCurve.box(rules, view.classes(), List.of(trials));
        return new SearchDetail(
                search,
                view,
                trials,
                BestTrials.front(trials, rules).stream()
                        .map(trial -> new Member(trial, tested(search, view.spec(), trial)))
                        .toList(),
                box.curve(trials),
                box.sentence(),
                view.space() == null
                        ? new Importance.Found(
                                List.of(), "not known: the families or the dataset of the search are not here")
                        : Importance.of(trials, rules.objectives(), view.space().space()),
                trainings(trials));
    }

    /** Only a front that is final is scored: the test images are not to choose by. */
    private Optional<Figure.Measured> tested(SearchState search, SearchSpec spec, TrialState trial) {
        if (search.status() != SearchState.Status.FINISHED) {
            return Optional.empty();
        }
        List<Figure.Measured> all = spec.targets().stream()
                .map(target -> new RowKey(
                        trial.network().architecture(),
                        trial.evidence().weights(),
                        target,
                        new ScoredOn(spec.dataset(), false).name(),
                        Protocol.QUICK))
                .flatMap(key -> results.measurements().rows(key).stream().limit(1))
                .map(row -> row.figure(Metric.ACCURACY))
                .flatMap(figure -> figure instanceof Figure.Measured measured
                        ? Optional.of(measured).stream()
                        : Optional.<Figure.Measured>empty().stream())
                .toList();
        return all.size() < spec.targets().size()
                ? Optional.empty()
                : all.stream().min(Comparator.comparingDouble(Figure.Measured::amount));
    }

    private Map<String, TrainingState> trainings(List<TrialState> trials) {
        Map<String, TrainingState> trainings = new HashMap<>();
        for (TrialState trial : trials) {
            String weights = trial.evidence().weights();
            if (!weights.isEmpty() && !trainings.containsKey(weights)) {
                training(trial).ifPresent(training -> trainings.put(weights, training));
            }
        }
        return trainings;
    }

    private Optional<TrainingState> training(TrialState trial) {
        String weights = trial.evidence().weights();
        TrainingState known = done.get(weights);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<TrainingState> found = results.trainings().find(trial.network().architecture(), weights);
        found.filter(training -> training.status() == TrainingState.Status.DONE).ifPresent(training -> {
            if (done.size() >= MOST_REMEMBERED) {
                done.clear();
            }
            done.put(weights, training);
        });
        return found;
    }
}

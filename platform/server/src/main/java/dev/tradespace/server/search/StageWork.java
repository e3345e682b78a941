package dev.tradespace.server.search;

import dev.tradespace.core.file.Room;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.results.Results;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.search.evaluator.Evaluation;
import dev.tradespace.search.evaluator.Evaluation.Jobs;
import dev.tradespace.search.run.RowValues;
import dev.tradespace.search.run.SearchEvent;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SweepChanged;
import dev.tradespace.server.bus.Topics.TrialChanged;
import dev.tradespace.server.bus.Topics.WorkArrived;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the evaluators of one search's trials: at once, or as sweeps. A row that is there already, whoever measured it, is not measured again
 * if it was measured under the present conditions and nothing disturbed it. Blocks.
 */
final class StageWork {
    private final long search;
    private final SearchPlan plan;
    private final Results results;
    private final Bus bus;
    private final PresentConditions present;
    /** Jobs of the trials under way, by number. */
    private final Map<Integer, Jobs> underWay = new ConcurrentHashMap<>();

    StageWork(long search, SearchPlan plan, Results results, Bus bus, PresentConditions present) {
        this.search = search;
        this.plan = plan;
        this.results = results;
        this.bus = bus;
        this.present = present;
    }

    /**
     * Notes that a stage begins, and looks at it. What failed for want of room, when the search was under way before,
     * is asked for again.
     */
    Optional<SearchEvent> begin(TrialState trial) {
        Evaluation evaluation = plan.evaluate(trial);
        if (evaluation instanceof Jobs jobs) {
            note(trial, weights(jobs));
            underWay.put(trial.number(), jobs);
            return looked(trial, jobs, true);
        }
        note(trial, "");
        if (evaluation instanceof Evaluation.Impossible impossible) {
            return Optional.of(new SearchEvent.NotEvaluated(trial.number(), trial.stage(), impossible.reason()));
        }
        return Optional.of(new SearchEvent.Evaluated(
                trial.number(),
                trial.stage(),
                new SearchEvent.Found(((Evaluation.Values) evaluation).values(), Evidence.NONE)));
    }

    /** The result of a stage that has begun, asking for missing jobs; empty while it is under way. */
    Optional<SearchEvent> look(TrialState trial) {
        Jobs jobs = underWay.get(trial.number());
        return jobs == null ? Optional.empty() : looked(trial, jobs, false);
    }

    private Optional<SearchEvent> looked(TrialState trial, Jobs jobs, boolean begins) {
        Optional<SearchEvent> event = result(trial, jobs, begins);
        event.ifPresent(ended -> underWay.remove(trial.number()));
        return event;
    }

    private static String weights(Jobs work) {
        return work.expansion().trainings().stream()
                .map(Training::weights)
                .findFirst()
                .orElse("");
    }

    private Optional<SearchEvent> result(TrialState trial, Jobs work, boolean begins) {
        List<Subject> subjects = work.expansion().subjects();
        List<ResultRow> rows = new ArrayList<>();
        List<Subject> missing = new ArrayList<>();
        for (Subject subject : subjects) {
            reusable(subject).ifPresentOrElse(rows::add, () -> missing.add(subject));
        }
        if (missing.isEmpty()) {
            return Optional.of(evaluated(trial, work, rows));
        }
        SearchWork what = new SearchWork(search, trial.number(), trial.stage());
        Optional<SweepState> asked = results.sweeps().find(what);
        if (asked.isEmpty()) {
            Optional<String> hopeless = plan.hopeless(trial);
            if (hopeless.isPresent()) {
                return hopeless.map(why -> new SearchEvent.NotEvaluated(trial.number(), trial.stage(), why));
            }
            ask(work, missing, what);
            return Optional.empty();
        }
        if (asked.get().status() == SweepState.Status.ACTIVE) {
            return Optional.empty();
        }
        List<ResultRow> gave = gave(asked.get().id());
        for (Subject subject : missing) {
            Optional<ResultRow> row = gave.stream()
                    .filter(found -> found.key().equals(subject.key()))
                    .findFirst()
                    .or(() -> results.measurements().rows(subject.key()).stream()
                            .filter(present::hold)
                            .findFirst());
            Optional<String> obstacle = obstacle(row);
            if (obstacle.isPresent()) {
                if (begins && Room.isLacking(obstacle.get())) {
                    ask(work, missing, what);
                    return Optional.empty();
                }
                return Optional.of(new SearchEvent.NotEvaluated(
                        trial.number(),
                        trial.stage(),
                        obstacle.get() + " (on " + subject.key().target() + ")"));
            }
            row.ifPresent(rows::add);
        }
        return Optional.of(evaluated(trial, work, rows));
    }

    private SearchEvent evaluated(TrialState trial, Jobs work, List<ResultRow> rows) {
        return new SearchEvent.Evaluated(
                trial.number(), trial.stage(), RowValues.of(rows, weights(work), plan.criteria()));
    }

    /** A figure may be taken over only if it would come out the same here and now. */
    private Optional<ResultRow> reusable(Subject subject) {
        return results.measurements().rows(subject.key()).stream()
                .filter(row -> row.failure() == null && !row.noisy() && present.hold(row))
                .findFirst();
    }

    /**
     * Why a row that was measured for this stage cannot be used. A noisy one can: it has been tried as often as the
     * platform tries.
     */
    private Optional<String> obstacle(Optional<ResultRow> row) {
        if (row.isEmpty()) {
            return Optional.of("its sweep ended without a measurement");
        }
        String failure = row.get().failure();
        if (failure != null) {
            return Optional.of(failure);
        }
        return present.hold(row.get())
                ? Optional.empty()
                : Optional.of("it was measured under other conditions than this search measures under: "
                        + row.get().provenance().conditions());
    }

    private List<ResultRow> gave(long sweep) {
        return results.measurements()
                .rows(new RowQuery(List.of(), List.of(), List.of(), null, null, sweep, null, 0, RowQuery.MAX_LIMIT))
                .items();
    }

    /** How far the trial is, and which weights it will have, so that its training can be followed. */
    private void note(TrialState trial, String weights) {
        if (!trial.stage().equals(Stage.TESTING)) {
            TrialState noted = trial.with(weights);
            results.searches().advance(search, noted);
            bus.tell(Topics.TRIAL_CHANGED, new TrialChanged(search, noted));
        }
    }

    private void ask(Jobs work, List<Subject> missing, SearchWork what) {
        SweepState sweep =
                results.sweeps().create(work.spec(), missing, work.expansion().trainings(), what);
        bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(sweep));
        plan.targets().stream()
                .map(Target::device)
                .distinct()
                .forEach(device -> bus.tell(Topics.WORK_ARRIVED, new WorkArrived(device)));
    }

    /** Gives up what a stage has asked for. */
    void abandon(int trial, Stage stage) {
        underWay.remove(trial);
        results.sweeps()
                .find(new SearchWork(search, trial, stage))
                .filter(sweep -> results.sweeps().cancel(sweep.id()))
                .flatMap(sweep -> results.sweeps().find(sweep.id()))
                .ifPresent(sweep -> bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(sweep)));
    }
}

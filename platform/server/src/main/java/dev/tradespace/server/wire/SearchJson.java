package dev.tradespace.server.wire;

import com.fasterxml.jackson.core.TreeNode;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.search.run.Criterion;
import dev.tradespace.search.run.HypervolumeCurve;
import dev.tradespace.search.run.Importance;
import dev.tradespace.search.run.JointSpace;
import dev.tradespace.search.run.SearchCommandLine;
import dev.tradespace.search.run.SearchView;
import dev.tradespace.server.search.SearchDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches: as they stand, with all that came of them, and trial by trial. */
public final class SearchJson {
    private SearchJson() {}

    /** A search as it stands. */
    public record SearchSummary(
            long id,
            TreeNode spec,
            SearchState.Chosen strategy,
            Status status,
            String phase,
            @Nullable String reason,
            Instant created,
            SearchState.Counts counts,
            Duration seconds,
            @Nullable Duration secondsLeft,
            List<SearchMetricView> metrics,
            List<SearchLimitView> limits) {
        /** That of a search. */
        public static SearchSummary of(SearchState search, SearchView view) {
            return new SearchSummary(
                    search.id(),
                    view.spec().json(),
                    search.strategy(),
                    search.status(),
                    search.status() != Status.ACTIVE ? "ended" : search.reason() == null ? "searching" : "testing",
                    search.reason(),
                    search.created(),
                    search.counts(),
                    search.spent(),
                    view.left(search).orElse(null),
                    view.shown().stream()
                            .map(criterion -> SearchMetricView.of(criterion, view))
                            .toList(),
                    view.rules().constraints().stream().map(SearchLimitView::of).toList());
        }
    }

    /** A search with all that came of it. */
    public record SearchDetailView(
            @Unwrapped SearchSummary search,
            List<SearchParameterView> parameters,
            Stream<TrialView> trials,
            List<FrontMemberView> front,
            Stream<DominatedShareView> hypervolume,
            String hypervolumeOf,
            List<ParameterShareView> importance,
            String importanceOf,
            String command) {
        /** That of a search. */
        public static SearchDetailView of(SearchDetail detail) {
            boolean active = detail.search().status() == Status.ACTIVE;
            return new SearchDetailView(
                    SearchSummary.of(detail.search(), detail.view()),
                    SearchParameterView.of(detail.view().space()),
                    detail.trials().stream()
                            .map(trial -> TrialView.of(
                                    TrialFields.of(trial, active), detail.onFront(trial), detail.training(trial))),
                    detail.front().stream()
                            .map(member -> FrontMemberView.of(member, detail.view()))
                            .toList(),
                    detail.curve().stream().map(DominatedShareView::of),
                    detail.box(),
                    detail.importance().shares().stream()
                            .map(ParameterShareView::of)
                            .toList(),
                    detail.importance().sentence(),
                    SearchCommandLine.of(detail.view().spec()));
        }
    }

    /** A metric that the trials of a search have values of. */
    public record SearchMetricView(
            String name,
            String metric,
            @Nullable String target,
            String unit,
            Goal goal,
            boolean aim,
            String origin,
            String how,
            Optional<String> split) {
        static SearchMetricView of(Criterion criterion, SearchView view) {
            return new SearchMetricView(
                    criterion.name(),
                    criterion.metric(),
                    criterion.target(),
                    criterion.unit(),
                    criterion.goal(),
                    view.rules().objectives().stream()
                            .anyMatch(aim -> aim.metric().equals(criterion.name())),
                    criterion.origin(),
                    criterion.provided().how(),
                    criterion.stage().equals(Stage.TRAINING) ? Optional.of("validation") : Optional.empty());
        }
    }

    /** A constraint of a search. */
    public record SearchLimitView(String metric, String side, double bound) {
        static SearchLimitView of(Constraint limit) {
            return new SearchLimitView(limit.metric(), limit.side().sign(), limit.bound());
        }
    }

    /** A parameter that a search varies: its values, or the ends of its range. */
    public record SearchParameterView(
            String name,
            OptionalDouble min,
            OptionalDouble max,
            Optional<List<Object>> values,
            List<String> families,
            String unit,
            String meaning) {
        static List<SearchParameterView> of(@Nullable JointSpace space) {
            return space == null
                    ? List.of()
                    : space.space().parameters().stream()
                            .map(parameter -> of(parameter, space.families(parameter.name())))
                            .toList();
        }

        private static SearchParameterView of(Parameter parameter, List<String> families) {
            List<Object> values = parameter.domain().enumerate();
            boolean continuous = values.isEmpty();
            return new SearchParameterView(
                    parameter.name(),
                    continuous ? OptionalDouble.of(((Domain.Reals) parameter.domain()).low()) : OptionalDouble.empty(),
                    continuous ? OptionalDouble.of(((Domain.Reals) parameter.domain()).high()) : OptionalDouble.empty(),
                    continuous ? Optional.empty() : Optional.of(values),
                    families,
                    parameter.unit(),
                    parameter.meaning());
        }
    }

    /** A trial without what the whole search tells of it. */
    public record TrialFields(
            int number,
            String variant,
            String family,
            Map<String, Object> configuration,
            Fidelity fidelity,
            String outcome,
            Stage stage,
            Map<String, Double> values,
            Map<String, Interval> intervals,
            Map<String, Long> measurements,
            @Nullable String reason,
            @Nullable String broken,
            @Nullable Integer reusedFrom,
            Duration seconds) {
        static TrialFields of(TrialState trial, boolean active) {
            return new TrialFields(
                    trial.number(),
                    trial.network().variant(),
                    trial.network().family(),
                    trial.network().configuration(),
                    trial.fidelity(),
                    outcome(trial.outcome(), active),
                    trial.stage(),
                    trial.values(),
                    trial.evidence().intervals(),
                    trial.evidence().rows(),
                    reason(trial),
                    trial.outcome() instanceof Outcome.Pruned over
                            ? over.violated().metric()
                            : null,
                    trial.source(),
                    trial.spent());
        }

        private static String outcome(@Nullable Outcome outcome, boolean active) {
            if (outcome == null) {
                return active ? "running" : "stopped";
            }
            return outcome instanceof Outcome.Completed
                    ? "completed"
                    : outcome instanceof Outcome.Pruned ? "overLimit" : "failed";
        }

        private static @Nullable String reason(TrialState trial) {
            if (trial.outcome() instanceof Outcome.Failed failed) {
                return failed.reason();
            }
            return trial.outcome() instanceof Outcome.Pruned over ? "over the limit " + over.violated() : null;
        }
    }

    /** A trial of a search. */
    public record TrialView(
            @Unwrapped TrialFields trial,
            boolean onFront,
            @Nullable Long training,
            @Nullable String onnx) {
        static TrialView of(TrialFields trial, boolean onFront, Optional<TrainingState> training) {
            return new TrialView(
                    trial,
                    onFront,
                    training.map(TrainingState::id).orElse(null),
                    training.filter(one -> one.status() == TrainingState.Status.DONE)
                            .map(one -> "/api/trainings/" + one.id() + "/model.onnx")
                            .orElse(null));
        }
    }

    /** A change of a trial of an active search. */
    public record TrialEvent(long search, @Unwrapped TrialFields trial) {
        /** A trial. */
        public static TrialEvent of(long search, TrialState trial) {
            return new TrialEvent(search, TrialFields.of(trial, true));
        }
    }

    /** A member of the front. */
    public record FrontMemberView(
            int trial, Map<String, Double> values, @Nullable TestFigureView test) {
        static FrontMemberView of(SearchDetail.Member member, SearchView view) {
            return new FrontMemberView(
                    member.trial().number(),
                    member.trial().values(),
                    member.test().map(test -> TestFigureView.of(test, view)).orElse(null));
        }
    }

    /** An accuracy on the test images. */
    public record TestFigureView(
            double accuracy,
            @Nullable Interval interval,
            @Nullable Integer images) {
        static TestFigureView of(Figure.Measured test, SearchView view) {
            return new TestFigureView(
                    test.amount(),
                    test.interval(),
                    view.dataset() == null ? null : view.dataset().test());
        }
    }

    /** The hypervolume after a trial, as a share of the box. */
    public record DominatedShareView(int trial, Duration seconds, double value) {
        /** A point of a curve. */
        public static DominatedShareView of(HypervolumeCurve.Point point) {
            return new DominatedShareView(point.trial(), point.time(), point.share());
        }
    }

    /** The curves of searches in one box. */
    public record DominatedSharesView(String of, List<CurveView> curves) {
        /** Those of these trials. */
        public static DominatedSharesView of(HypervolumeCurve box, List<Long> searches, List<List<TrialState>> trials) {
            return new DominatedSharesView(
                    box.sentence(),
                    IntStream.range(0, searches.size())
                            .mapToObj(i -> new CurveView(
                                    searches.get(i),
                                    box.curve(trials.get(i)).stream().map(DominatedShareView::of)))
                            .toList());
        }
    }

    /** The curve of one search. */
    public record CurveView(long search, Stream<DominatedShareView> points) {}

    /** How much of the variance a parameter explains. */
    public record ParameterShareView(String parameter, double share, Interval interval) {
        static ParameterShareView of(Importance.Share share) {
            return new ParameterShareView(share.parameter(), share.share(), new Interval(share.low(), share.high()));
        }
    }
}

package dev.tradespace.search.recommend;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Front;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Constraint.Side;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.search.recommend.Recommendation.Binding;
import dev.tradespace.search.recommend.Recommendation.Exclusion;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Picks the most accurate model within all limits on all targets; the lower p50 breaks a tie. */
public final class Recommender {
    private static final Comparator<ModelRows> BETTER = Comparator.comparingDouble(ModelRows::accuracy)
            .reversed()
            .thenComparingDouble(ModelRows::latency)
            .thenComparing(rows -> rows.model().toString());

    private final List<String> targets;
    private final List<Constraint> limits;
    private final List<Exclusion> excluded = new ArrayList<>();

    private Recommender(List<String> targets, List<Constraint> limits) {
        this.targets = targets;
        this.limits = limits;
    }

    /**
     * The recommendation among rows of one dataset.
     *
     * @param rows of any targets; the most thorough row of each model and target counts
     * @param targets where the model must do, at least one
     * @param limits what it must keep
     * @throws IllegalArgumentException if rows of two datasets are mixed, or no target is named
     */
    public static Recommendation recommend(List<ResultRow> rows, List<String> targets, List<Constraint> limits) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a recommendation needs at least one target");
        }
        if (rows.stream().map(row -> row.key().dataset()).distinct().count() > 1) {
            throw new IllegalArgumentException("a recommendation never mixes datasets");
        }
        return new Recommender(targets, limits).choose(rows);
    }

    private Recommendation choose(List<ResultRow> rows) {
        List<ModelRows> complete = complete(candidates(rows));
        List<ModelRows> fitting = new ArrayList<>();
        for (ModelRows candidate : complete) {
            Optional<String> broken = limits.stream()
                    .flatMap(limit -> breach(candidate, limit).stream())
                    .findFirst();
            broken.ifPresentOrElse(
                    reason -> excluded.add(new Exclusion(candidate.model().toString(), reason)),
                    () -> fitting.add(candidate));
        }
        Optional<ModelRows> best = fitting.stream().min(BETTER);
        Optional<Binding> binding = binding(complete, best);
        List<ModelRows> front = Front.of(
                        complete,
                        List.of(Objective.maximize(Metric.ACCURACY.id()), Objective.minimize(Metric.LATENCY.id())),
                        (candidate, objective) -> candidate.worst(metric(objective.metric())))
                .members();
        return new Recommendation(
                best,
                reason(best, fitting.size(), complete, binding, rows),
                binding,
                best.flatMap(chosen -> front.stream()
                        .filter(other -> other.latency() < chosen.latency())
                        .max(Comparator.comparingDouble(ModelRows::latency).thenComparing(BETTER.reversed()))),
                best.flatMap(chosen -> front.stream()
                        .filter(other -> other.accuracy() > chosen.accuracy())
                        .min(Comparator.comparingDouble(ModelRows::accuracy).thenComparing(BETTER))),
                complete.size(),
                excluded);
    }

    /** One candidate per model: its most thorough, then its latest row on each target. */
    private List<ModelRows> candidates(List<ResultRow> rows) {
        Map<ModelId, Map<String, ResultRow>> byModel = new LinkedHashMap<>();
        Set<String> wanted = Set.copyOf(targets);
        for (ResultRow row : rows) {
            if (wanted.contains(row.key().target())) {
                byModel.computeIfAbsent(row.model(), model -> new LinkedHashMap<>())
                        .merge(row.key().target(), row, Recommender::moreTelling);
            }
        }
        List<ModelRows> candidates = new ArrayList<>();
        byModel.forEach((model, byTarget) -> {
            List<String> missing = targets.stream()
                    .filter(target -> !byTarget.containsKey(target))
                    .toList();
            if (missing.isEmpty()) {
                candidates.add(
                        new ModelRows(model, targets.stream().map(byTarget::get).toList()));
            } else {
                excluded.add(new Exclusion(model.toString(), "not measured on " + String.join(", ", missing)));
            }
        });
        return candidates;
    }

    private static ResultRow moreTelling(ResultRow a, ResultRow b) {
        return Comparator.<ResultRow, Boolean>comparing(row -> row.failure() == null)
                                .thenComparing(
                                        row -> row.key().protocol(), Comparator.nullsFirst(Comparator.naturalOrder()))
                                .thenComparing(ResultRow::at)
                                .compare(a, b)
                        >= 0
                ? a
                : b;
    }

    private List<ModelRows> complete(List<ModelRows> candidates) {
        List<ModelRows> complete = new ArrayList<>();
        for (ModelRows candidate : candidates) {
            unknown(candidate)
                    .ifPresentOrElse(
                            reason ->
                                    excluded.add(new Exclusion(candidate.model().toString(), reason)),
                            () -> complete.add(candidate));
        }
        return complete;
    }

    private Optional<String> unknown(ModelRows candidate) {
        for (Metric metric : List.of(Metric.ACCURACY, Metric.LATENCY)) {
            for (ResultRow row : candidate.rows()) {
                if (row.figure(metric) instanceof Figure.Unavailable unavailable) {
                    return Optional.of("no " + metric.id() + " on " + row.key().target() + ": " + unavailable.reason());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> breach(ModelRows candidate, Constraint limit) {
        OptionalDouble worst = candidate.worst(metric(limit.metric()));
        if (worst.isEmpty()) {
            return Optional.of(limit.metric() + " is limited but not known");
        }
        if (limit.allows(worst.getAsDouble())) {
            return Optional.empty();
        }
        return Optional.of(limit.metric() + " " + beyond(limit, worst.getAsDouble()) + " on "
                + candidate.worstRow(metric(limit.metric())).key().target() + " is "
                + (limit.side() == Side.AT_MOST ? "above " : "below ") + bound(limit));
    }

    /**
     * The limit whose loosening alone buys something: a more accurate model, or any where nothing fits; the most
     * accurate gain wins.
     */
    private Optional<Binding> binding(List<ModelRows> complete, Optional<ModelRows> best) {
        Optional<Binding> binding = Optional.empty();
        Optional<ModelRows> gain = Optional.empty();
        for (Constraint limit : limits) {
            Optional<ModelRows> next = complete.stream()
                    .filter(candidate ->
                            best.isEmpty() || candidate.accuracy() > best.get().accuracy())
                    .filter(candidate -> breach(candidate, limit).isPresent()
                            && candidate.worst(metric(limit.metric())).isPresent()
                            && limits.stream()
                                    .allMatch(other -> other.equals(limit)
                                            || breach(candidate, other).isEmpty()))
                    .min(Comparator.<ModelRows>comparingDouble(candidate -> metric(limit.metric())
                                    .goal()
                                    .asCost(candidate
                                            .worst(metric(limit.metric()))
                                            .orElseThrow()))
                            .thenComparing(BETTER));
            if (next.isPresent() && (gain.isEmpty() || BETTER.compare(next.get(), gain.get()) < 0)) {
                gain = next;
                binding = next.map(candidate -> binding(limit, candidate));
            }
        }
        return binding;
    }

    private static Binding binding(Constraint limit, ModelRows next) {
        double needs = next.worst(metric(limit.metric())).orElseThrow();
        String target = next.worstRow(metric(limit.metric())).key().target();
        String message = "loosening " + limit.metric() + " from " + bound(limit) + " to "
                + beyond(limit, needs) + " on " + target + " buys " + next.model() + " with "
                + Metric.ACCURACY.format(next.accuracy()) + " accuracy";
        return new Binding(limit, target, next, needs, message);
    }

    private String reason(
            Optional<ModelRows> best,
            int fitting,
            List<ModelRows> candidates,
            Optional<Binding> binding,
            List<ResultRow> rows) {
        int complete = candidates.size();
        if (complete == 0) {
            return "no model has an accuracy and a latency on every target" + lacks(rows);
        }
        if (best.isEmpty()) {
            return "none of " + complete + " models keeps all limits; "
                    + binding.map(Binding::message).orElseGet(() -> hopeless(candidates));
        }
        return limits.isEmpty()
                ? "the most accurate of " + complete + " models"
                : "the most accurate of the " + fitting + " of " + complete + " models that keep all limits"
                        + (targets.size() > 1 ? " on all " + targets.size() + " targets" : "");
    }

    /** What no model has on a target. Rows of targets that are only estimated are always there. */
    private String lacks(List<ResultRow> rows) {
        List<String> lacks = new ArrayList<>();
        for (String target : targets) {
            List<ResultRow> own = rows.stream()
                    .filter(row -> row.key().target().equals(target))
                    .toList();
            if (own.isEmpty()) {
                lacks.add("on " + target + " nothing was measured, run a sweep");
            } else {
                Stream.of(Metric.ACCURACY, Metric.LATENCY)
                        .filter(metric -> own.stream()
                                .allMatch(row -> row.figure(metric).value().isEmpty()))
                        .forEach(metric -> lacks.add(
                                "on " + target + " no " + metric.id() + " is known" + why(own.stream(), metric)));
            }
        }
        return lacks.isEmpty() ? "" : ": " + String.join("; ", lacks);
    }

    private String hopeless(List<ModelRows> candidates) {
        return limits.stream()
                .map(limit -> metric(limit.metric()))
                .filter(metric -> candidates.stream()
                        .allMatch(candidate -> candidate.worst(metric).isEmpty()))
                .findFirst()
                .map(metric -> metric.id() + " is limited, but known of none"
                        + why(candidates.stream().flatMap(candidate -> candidate.rows().stream()), metric)
                        + "; drop that limit")
                .orElse("no single limit is to blame, loosen more than one");
    }

    /** Why a metric is not known of the first model, in brackets: most often it is the target's, and so that of all. */
    private static String why(Stream<ResultRow> rows, Metric metric) {
        return rows.map(row -> row.figure(metric))
                .filter(Figure.Unavailable.class::isInstance)
                .map(figure -> " (" + ((Figure.Unavailable) figure).reason() + ")")
                .findFirst()
                .orElse("");
    }

    private static Metric metric(String id) {
        return Metric.find(id).orElseThrow();
    }

    private static String bound(Constraint limit) {
        return metric(limit.metric()).format(limit.bound());
    }

    /** A value that breaks its limit, rounded away from it: 20.01 ms is not "20 ms, above 20 ms". */
    private static String beyond(Constraint limit, double value) {
        return metric(limit.metric())
                .format(value, limit.side() == Side.AT_MOST ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }
}

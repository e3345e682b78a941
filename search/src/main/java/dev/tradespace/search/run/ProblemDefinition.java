package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.search.evaluator.Evaluators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Objectives and constraints of a search, parsed from its texts.
 *
 * @param criteria all metrics that could be named
 * @param objectives the objectives
 * @param constraints the constraints
 * @param problems everything that is wrong with the texts, with its place
 */
record ProblemDefinition(
        Criteria criteria, List<Objective> objectives, List<Constraint> constraints, List<Problem> problems) {
    ProblemDefinition {
        objectives = List.copyOf(objectives);
        constraints = List.copyOf(constraints);
        problems = List.copyOf(problems);
    }

    static ProblemDefinition of(SearchSpec spec, Evaluators evaluators) {
        Criteria criteria = new Criteria(List.copyOf(new LinkedHashSet<>(spec.targets())), evaluators);
        List<Problem> problems = new ArrayList<>();
        Map<String, Objective> objectives = new LinkedHashMap<>();
        objectives("maximize", spec.maximize(), Goal.MAXIMIZE, criteria, objectives, problems);
        objectives("minimize", spec.minimize(), Goal.MINIMIZE, criteria, objectives, problems);
        if (spec.maximize().isEmpty() && spec.minimize().isEmpty()) {
            problems.add(new Problem("", "must have something to maximize or minimize"));
        }
        return new ProblemDefinition(
                criteria, List.copyOf(objectives.values()), constraints(spec.limits(), criteria, problems), problems);
    }

    private static void objectives(
            String field,
            List<String> texts,
            Goal goal,
            Criteria criteria,
            Map<String, Objective> objectives,
            List<Problem> problems) {
        for (int i = 0; i < texts.size(); i++) {
            List<String> sentences = new ArrayList<>();
            criteria.named(texts.get(i), sentences).ifPresent(criterion -> {
                if (criterion.goal() != goal) {
                    sentences.add(criterion.name() + " is better the "
                            + (goal == Goal.MAXIMIZE ? "smaller it is: minimize it" : "larger it is: maximize it"));
                } else if (objectives.put(criterion.name(), new Objective(criterion.name(), goal)) != null) {
                    sentences.add(criterion.name() + " is named twice");
                }
            });
            String path = "/" + field + "/" + i;
            sentences.forEach(sentence -> problems.add(new Problem(path, sentence)));
        }
    }

    private static List<Constraint> constraints(List<String> texts, Criteria criteria, List<Problem> problems) {
        Map<Constraint, String> constraints = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            List<String> sentences = new ArrayList<>();
            constraint(text, criteria, sentences).ifPresent(constraint -> {
                constraints.keySet().stream()
                        .filter(other -> contradict(constraint, other))
                        .findFirst()
                        .ifPresent(other -> sentences.add(constraints.get(other) + " and " + text
                                + " contradict each other: nothing keeps both"));
                constraints.keySet().stream()
                        .filter(other ->
                                other.metric().equals(constraint.metric()) && other.side() == constraint.side())
                        .findFirst()
                        .ifPresent(other -> sentences.add(constraints.get(other) + " and " + text + " bound "
                                + constraint.metric() + " twice: leave one of them out"));
                invalid(constraint).ifPresent(why -> sentences.add("nothing keeps " + text + ": " + why));
                constraints.put(constraint, text);
            });
            String path = "/limits/" + i;
            sentences.forEach(sentence -> problems.add(new Problem(path, sentence)));
        }
        return List.copyOf(constraints.keySet());
    }

    /** Why no value keeps a constraint, whatever the network. */
    private static Optional<String> invalid(Constraint constraint) {
        boolean atMost = constraint.side() == Constraint.Side.AT_MOST;
        if (constraint.metric().startsWith(Metric.ACCURACY.id())) {
            return !atMost && constraint.bound() > 100 ? Optional.of("an accuracy is at most 100%") : Optional.empty();
        }
        boolean positive = Metric.find(constraint.metric().split("@", 2)[0]).isPresent()
                || constraint.metric().equals(Criteria.ACTIVATION_MEMORY);
        return positive && atMost && constraint.bound() <= 0
                ? Optional.of(constraint.metric() + " is above 0 whatever the network")
                : Optional.empty();
    }

    private static boolean contradict(Constraint one, Constraint other) {
        return one.metric().equals(other.metric())
                && one.side() != other.side()
                && !one.allows(other.bound())
                && !other.allows(one.bound());
    }

    /** The constraint that a text means: {@code latency@local-cpu/ort-fp32-1t<=5ms}. */
    private static Optional<Constraint> constraint(String text, Criteria criteria, List<String> sentences) {
        for (Constraint.Side side : Constraint.Side.values()) {
            int at = text.indexOf(side.sign());
            if (at > 0) {
                return criteria.named(text.substring(0, at), sentences)
                        .flatMap(criterion -> constraint(
                                criterion, side, text.substring(at + side.sign().length()), sentences));
            }
        }
        sentences.add("must be a metric, <= or >=, and a bound, such as latency<=5ms, was " + text);
        return Optional.empty();
    }

    private static Optional<Constraint> constraint(
            Criterion criterion, Constraint.Side side, String bound, List<String> sentences) {
        OptionalDouble value = Criteria.value(criterion, bound);
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            sentences.add("the bound of " + criterion.name() + " must be a number such as "
                    + Criteria.example(criterion) + ", was " + bound.strip());
            return Optional.empty();
        }
        return Optional.of(new Constraint(criterion.name(), side, value.getAsDouble()));
    }
}

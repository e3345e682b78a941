package dev.tradespace.testkit;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchBudget;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Synthetic search problem with its evaluation. A configuration's cost is the sum of how far each parameter is along
 * its values; its accuracy grows with cost and levels off, with a rough part of its own.
 *
 * @param name what is special about it
 * @param problem what a strategy sees
 * @param endsSoon whether there is nothing, or next to nothing, to ask about
 */
record SyntheticProblem(String name, SearchProblem problem, boolean endsSoon) {
    private static final String ACCURACY = "accuracy";
    private static final String COST = "cost";
    private static final String LATENCY = "latency";
    private static final Objective ACCURATE = new Objective(ACCURACY, Goal.MAXIMIZE);
    private static final Objective CHEAP = new Objective(COST, Goal.MINIMIZE);
    private static final Objective FAST = new Objective(LATENCY, Goal.MINIMIZE);
    /** It ends within the contract's trials, so that a strategy is asked beyond it too. */
    private static final SearchBudget BUDGET = new SearchBudget(20, Duration.ofMinutes(3), 4);
    /** What no cost keeps: the cheapest configuration costs 1. */
    private static final double TOO_CHEAP = 0.5;

    /** The problems that a strategy must solve, or refuse. */
    static List<SyntheticProblem> all() {
        List<SyntheticProblem> scenes = new ArrayList<>();
        scenes.add(scene("one objective", layers(4, 3), List.of(ACCURATE), List.of(), Set.of()));
        scenes.add(scene(
                "two objectives, the cost known", layers(4, 3), List.of(ACCURATE, CHEAP), List.of(), Set.of(COST)));
        scenes.add(scene("three objectives", layers(5, 3), List.of(ACCURATE, CHEAP, FAST), List.of(), Set.of(COST)));
        scenes.add(scene("a known limit", layers(5, 3), List.of(ACCURATE), List.of(atMost(COST, 4)), Set.of(COST)));
        scenes.add(scene(
                "limits that only the evaluation shows",
                layers(5, 3),
                List.of(ACCURATE, CHEAP),
                List.of(atMost(LATENCY, 6), new Constraint(ACCURACY, Constraint.Side.AT_LEAST, 55)),
                Set.of()));
        scenes.add(scene("conditions", conditional(), List.of(ACCURATE, CHEAP), List.of(), Set.of(COST)));
        scenes.add(scene("conditions, one objective", conditional(), List.of(ACCURATE), List.of(), Set.of(COST)));
        scenes.add(scene("real numbers", reals(), List.of(ACCURATE), List.of(atMost(COST, 2)), Set.of(COST)));
        scenes.add(scene("depth, width and resolution", scalable(), List.of(ACCURATE), List.of(), Set.of()));
        scenes.add(scene("10 to the power of 12", layers(12, 10), List.of(ACCURATE, CHEAP), List.of(), Set.of(COST)));
        scenes.add(scene(
                "10 to the power of 12, one objective", layers(12, 10), List.of(ACCURATE), List.of(), Set.of(COST)));
        scenes.add(with("equal architectures", layers(4, 4), Kind.EQUAL, false));
        scenes.add(with("impossible ones among them", layers(4, 4), Kind.SOME_IMPOSSIBLE, false));
        scenes.addAll(ending());
        return scenes;
    }

    private static List<SyntheticProblem> ending() {
        List<Constraint> never = List.of(atMost(COST, TOO_CHEAP));
        return List.of(
                ending("one point", layers(2, 1), List.of()),
                ending("no parameter", SearchSpace.of(), List.of()),
                ending("two points", layers(1, 2), List.of()),
                ending("nothing that fits", layers(4, 3), never),
                ending("nothing that fits in 10 to the power of 12", layers(12, 10), never),
                ending("nothing that fits among real numbers", reals(), never),
                with("nothing possible", layers(4, 3), Kind.IMPOSSIBLE, true),
                with("nothing possible in 10 to the power of 12", layers(12, 10), Kind.IMPOSSIBLE, true));
    }

    private static SyntheticProblem scene(
            String name,
            SearchSpace space,
            List<Objective> objectives,
            List<Constraint> constraints,
            Set<String> known) {
        return new SyntheticProblem(name, problem(space, objectives, constraints, known, Kind.PLAIN), false);
    }

    private static SyntheticProblem ending(String name, SearchSpace space, List<Constraint> constraints) {
        return new SyntheticProblem(
                name, problem(space, List.of(ACCURATE), constraints, Set.of(COST), Kind.PLAIN), true);
    }

    private static SyntheticProblem with(String name, SearchSpace space, Kind kind, boolean endsSoon) {
        return new SyntheticProblem(name, problem(space, List.of(ACCURATE), List.of(), Set.of(COST), kind), endsSoon);
    }

    private enum Kind {
        PLAIN,
        /** The first parameter changes nothing. */
        EQUAL,
        /** A third cannot be. */
        SOME_IMPOSSIBLE,
        IMPOSSIBLE
    }

    private static SearchProblem problem(
            SearchSpace space, List<Objective> objectives, List<Constraint> constraints, Set<String> known, Kind kind) {
        return new SearchProblem(
                space,
                objectives,
                constraints,
                known,
                point -> known(space, point, known, kind),
                new Fidelity(0.25, 1),
                BUDGET);
    }

    private static CheapMetrics known(SearchSpace space, Configuration point, Set<String> known, Kind kind) {
        if (!space.contains(point)) {
            throw new IllegalArgumentException("asked what is known of what is outside the space: " + point);
        }
        if (kind == Kind.IMPOSSIBLE || (kind == Kind.SOME_IMPOSSIBLE && point.hashCode() % 3 == 0)) {
            return new CheapMetrics.Invalid("it does not fit together");
        }
        Map<String, Object> key = new TreeMap<>(point.values());
        if (kind == Kind.EQUAL) {
            key.remove("layer0");
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (known.contains(COST)) {
            metrics.put(COST, cost(space, point));
        }
        return new CheapMetrics.Valid(metrics, key.toString());
    }

    /** From 1. */
    private static double cost(SearchSpace space, Configuration point) {
        double cost = 1;
        for (Parameter parameter : space.parameters()) {
            Object value = point.values().get(parameter.name());
            if (value instanceof Double real) {
                cost += real;
            } else if (value != null) {
                cost += parameter.domain().enumerate().indexOf(value);
            }
        }
        return cost;
    }

    /** What comes of a proposal that is carried out. */
    Trial.Outcome evaluate(Proposal proposal) {
        double cost = cost(problem.space(), proposal.configuration());
        double rough = (proposal.configuration().hashCode() & 0xff) / 256.0;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(
                ACCURACY,
                (90 - 60 * Math.exp(-cost / 3) + 2 * rough)
                        * Math.sqrt(proposal.fidelity().cost()));
        values.put(COST, cost);
        values.put(LATENCY, cost * (1 + rough));
        for (Constraint constraint : problem.constraints()) {
            Double value = values.get(constraint.metric());
            if (problem.isCheap(constraint.metric()) && value != null && !constraint.allows(value)) {
                return new Trial.Outcome.Pruned(Map.of(constraint.metric(), value), constraint);
            }
        }
        return new Trial.Outcome.Completed(values);
    }

    private static Constraint atMost(String metric, double bound) {
        return new Constraint(metric, Constraint.Side.AT_MOST, bound);
    }

    private static SearchSpace layers(int count, int options) {
        Parameter[] layers = new Parameter[count];
        String[] names = new String[options];
        for (int i = 0; i < options; i++) {
            names[i] = "op" + i;
        }
        for (int i = 0; i < count; i++) {
            layers[i] = Parameter.choice("layer" + i, names);
        }
        return SearchSpace.of(layers);
    }

    private static SearchSpace conditional() {
        return SearchSpace.of(
                Parameter.choice("block", "plain", "wide", "split"),
                Parameter.integers("width", 8, 64, 8, 16).when("block", "wide"),
                Parameter.flag("pooled", false),
                Parameter.integers("branches", 2, 5, 3).when("block", "split"),
                Parameter.choice("join", "sum", "stack").when("branches", 3, 4, 5));
    }

    private static SearchSpace reals() {
        return SearchSpace.of(
                Parameter.reals("width", 0, 1, 0.5),
                Parameter.reals("depth", 0, 1, 0.5),
                Parameter.flag("pooled", false));
    }

    private static SearchSpace scalable() {
        return SearchSpace.of(
                Parameter.integers("depth", 1, 16, 2).role(Parameter.Role.DEPTH),
                Parameter.reals("width", 0.25, 4, 1).role(Parameter.Role.WIDTH),
                Parameter.resolution(16, 128, 4, 32));
    }
}

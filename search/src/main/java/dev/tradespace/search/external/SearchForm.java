package dev.tradespace.search.external;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchBudget;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Wire format of what a strategy sees and suggests. Readers throw an {@link IllegalArgumentException} at what they do
 * not know.
 */
final class SearchForm {
    private SearchForm() {}

    static Map<String, Object> write(SearchProblem problem) {
        return Map.of(
                "space",
                SpaceForm.write(problem.space()),
                "aims",
                problem.objectives().stream()
                        .map(objective -> Map.of(
                                "metric",
                                objective.metric(),
                                "goal",
                                objective.goal().name()))
                        .toList(),
                "limits",
                problem.constraints().stream().map(SearchForm::write).toList(),
                "known",
                List.copyOf(problem.cheapMetricNames()),
                "cheapest",
                write(problem.cheapest()),
                "budget",
                write(problem.budget()));
    }

    private static Map<String, Object> write(SearchBudget budget) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("parallel", budget.parallel()));
        Integer evaluations = budget.evaluations();
        if (evaluations != null) {
            fields.put("evaluations", evaluations);
        }
        Duration time = budget.time();
        if (time != null) {
            fields.put("millis", time.toMillis());
        }
        return fields;
    }

    private static SearchBudget budget(Fields fields) {
        return new SearchBudget(
                fields.has("evaluations") ? (Integer) fields.integer("evaluations") : null,
                fields.has("millis") ? Duration.ofMillis(fields.whole("millis")) : null,
                fields.integer("parallel"));
    }

    /**
     * A problem.
     *
     * @param counting the cheap metrics of a configuration of its space
     */
    static SearchProblem problem(Fields fields, BiFunction<SearchSpace, Configuration, CheapMetrics> counting) {
        SearchSpace space = SpaceForm.space(fields.objects("space"));
        TreeSet<String> known = new TreeSet<>();
        fields.list("known").forEach(metric -> known.add(String.valueOf(metric)));
        return new SearchProblem(
                space,
                fields.objects("aims").stream()
                        .map(objective -> new Objective(objective.text("metric"), Goal.valueOf(objective.text("goal"))))
                        .toList(),
                fields.objects("limits").stream().map(SearchForm::constraint).toList(),
                known,
                configuration -> counting.apply(space, configuration),
                fidelity(fields.object("cheapest")),
                budget(fields.object("budget")));
    }

    private static Map<String, Object> write(Constraint constraint) {
        return Map.of("metric", constraint.metric(), "side", constraint.side().name(), "bound", constraint.bound());
    }

    private static Constraint constraint(Fields fields) {
        return new Constraint(
                fields.text("metric"), Constraint.Side.valueOf(fields.text("side")), fields.number("bound"));
    }

    private static Map<String, Object> write(Fidelity fidelity) {
        return Map.of("epochs", fidelity.epochs(), "data", fidelity.data());
    }

    private static Fidelity fidelity(Fields fields) {
        return new Fidelity(fields.number("epochs"), fields.number("data"));
    }

    static Map<String, Object> write(CheapMetrics known) {
        if (known instanceof CheapMetrics.Valid valid) {
            return Map.of("possible", Map.of("metrics", valid.metrics(), "key", valid.canonicalKey()));
        }
        return Map.of("impossible", ((CheapMetrics.Invalid) known).reason());
    }

    static CheapMetrics known(Fields fields) {
        if (fields.has("impossible")) {
            return new CheapMetrics.Invalid(fields.text("impossible"));
        }
        Fields valid = fields.object("possible");
        return new CheapMetrics.Valid(valid.object("metrics").numbers(), valid.text("key"));
    }

    static Map<String, Object> write(Suggestion suggestion) {
        if (suggestion instanceof Suggestion.Propose tried) {
            return Map.of("try", write(tried.proposal()));
        } else if (suggestion instanceof Suggestion.Exhausted done) {
            return Map.of("done", String.valueOf(done.reason()));
        }
        return Map.of("later", true);
    }

    static Suggestion ask(SearchSpace space, Fields fields) {
        if (fields.has("try")) {
            return new Suggestion.Propose(proposal(space, fields.object("try")));
        } else if (fields.has("done")) {
            return new Suggestion.Exhausted(fields.text("done"));
        } else if (fields.has("later")) {
            return new Suggestion.Wait();
        }
        throw new IllegalArgumentException("an answer must be try, done or later, was " + fields.values());
    }

    private static Map<String, Object> write(Proposal proposal) {
        return Map.of(
                "configuration", SpaceForm.write(proposal.configuration()), "fidelity", write(proposal.fidelity()));
    }

    private static Proposal proposal(SearchSpace space, Fields fields) {
        return new Proposal(
                SpaceForm.configuration(space, fields.object("configuration")), fidelity(fields.object("fidelity")));
    }

    static Map<String, Object> write(Trial trial) {
        return Map.of(
                "number",
                trial.number(),
                "proposal",
                write(trial.proposal()),
                "outcome",
                write(trial.outcome()),
                "cost",
                write(trial.cost()));
    }

    private static Map<String, Object> write(Trial.Cost cost) {
        return Map.of(
                "evaluations", cost.evaluations(),
                "began", cost.began().toMillis(),
                "ended", cost.ended().toMillis());
    }

    private static Trial.Cost cost(Fields fields) {
        return new Trial.Cost(
                fields.number("evaluations"),
                Duration.ofMillis(fields.whole("began")),
                Duration.ofMillis(fields.whole("ended")));
    }

    static Trial trial(SearchSpace space, Fields fields) {
        return new Trial(
                fields.integer("number"),
                proposal(space, fields.object("proposal")),
                outcome(fields.object("outcome")),
                cost(fields.object("cost")));
    }

    private static Map<String, Object> write(Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return Map.of("values", completed.values());
        } else if (outcome instanceof Outcome.Pruned over) {
            return Map.of("values", over.values(), "broken", write(over.violated()));
        }
        return Map.of("failed", ((Outcome.Failed) outcome).reason());
    }

    private static Outcome outcome(Fields fields) {
        if (fields.has("failed")) {
            return new Outcome.Failed(fields.text("failed"));
        }
        Map<String, Double> values = fields.object("values").numbers();
        return fields.has("broken")
                ? new Outcome.Pruned(values, constraint(fields.object("broken")))
                : new Outcome.Completed(values);
    }
}

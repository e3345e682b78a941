package dev.tradespace.search.external;

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
                "space", SpaceForm.write(problem.space()),
                "objectives", problem.objectives(),
                "constraints", problem.constraints(),
                "known", List.copyOf(problem.cheapMetricNames()),
                "cheapest", problem.cheapest(),
                "budget", problem.budget());
    }

    /**
     * A problem.
     *
     * @param knowledge of a configuration of its space
     */
    static SearchProblem problem(Fields fields, BiFunction<SearchSpace, Configuration, CheapMetrics> counting) {
        SearchSpace space = SpaceForm.space(fields.objects("space"));
        TreeSet<String> known = new TreeSet<>();
        fields.list("known").forEach(metric -> known.add(String.valueOf(metric)));
        return new SearchProblem(
                space,
                fields.records("objectives", Objective.class),
                fields.records("constraints", Constraint.class),
                known,
                configuration -> counting.apply(space, configuration),
                fields.record("cheapest", Fidelity.class),
                fields.record("budget", SearchBudget.class));
    }

    static Map<String, Object> write(CheapMetrics known) {
        return Map.of("metrics", known);
    }

    static CheapMetrics known(Fields fields) {
        return fields.record("metrics", CheapMetrics.class);
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
        return Map.of("configuration", SpaceForm.write(proposal.configuration()), "fidelity", proposal.fidelity());
    }

    private static Proposal proposal(SearchSpace space, Fields fields) {
        return new Proposal(
                SpaceForm.configuration(space, fields.object("configuration")),
                fields.record("fidelity", Fidelity.class));
    }

    static Map<String, Object> write(Trial trial) {
        return Map.of(
                "number", trial.number(),
                "proposal", write(trial.proposal()),
                "outcome", trial.outcome(),
                "cost", trial.cost());
    }

    static Trial trial(SearchSpace space, Fields fields) {
        return new Trial(
                fields.integer("number"),
                proposal(space, fields.object("proposal")),
                fields.record("outcome", Outcome.class),
                fields.record("cost", Trial.Cost.class));
    }
}

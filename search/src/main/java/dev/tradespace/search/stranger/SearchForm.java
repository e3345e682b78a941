package dev.tradespace.search.stranger;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Ask;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Known;
import dev.tradespace.api.search.Limit;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
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

/** What a strategy sees and says, as it travels. Readers throw an {@link IllegalArgumentException} at what they do not know. */
final class SearchForm {
    private SearchForm() {}

    static Map<String, Object> write(SearchProblem problem) {
        return Map.of(
                "space",
                SpaceForm.write(problem.space()),
                "aims",
                problem.aims().stream()
                        .map(aim -> Map.of(
                                "metric", aim.metric(), "goal", aim.goal().name()))
                        .toList(),
                "limits",
                problem.limits().stream().map(SearchForm::write).toList(),
                "known",
                List.copyOf(problem.knownMetrics()),
                "cheapest",
                write(problem.cheapest()));
    }

    /**
     * A problem.
     *
     * @param knowledge of a configuration of its space
     */
    static SearchProblem problem(Fields fields, BiFunction<SearchSpace, Configuration, Known> knowledge) {
        SearchSpace space = SpaceForm.space(fields.objects("space"));
        TreeSet<String> known = new TreeSet<>();
        fields.list("known").forEach(metric -> known.add(String.valueOf(metric)));
        return new SearchProblem(
                space,
                fields.objects("aims").stream()
                        .map(aim -> new Aim(aim.text("metric"), Goal.valueOf(aim.text("goal"))))
                        .toList(),
                fields.objects("limits").stream().map(SearchForm::limit).toList(),
                known,
                configuration -> knowledge.apply(space, configuration),
                fidelity(fields.object("cheapest")));
    }

    private static Map<String, Object> write(Limit limit) {
        return Map.of("metric", limit.metric(), "side", limit.side().name(), "bound", limit.bound());
    }

    private static Limit limit(Fields fields) {
        return new Limit(fields.text("metric"), Limit.Side.valueOf(fields.text("side")), fields.number("bound"));
    }

    private static Map<String, Object> write(Fidelity fidelity) {
        return Map.of("epochs", fidelity.epochs(), "data", fidelity.data());
    }

    private static Fidelity fidelity(Fields fields) {
        return new Fidelity(fields.number("epochs"), fields.number("data"));
    }

    static Map<String, Object> write(Known known) {
        if (known instanceof Known.Possible possible) {
            return Map.of("possible", Map.of("metrics", possible.metrics(), "key", possible.canonicalKey()));
        }
        return Map.of("impossible", ((Known.Impossible) known).reason());
    }

    static Known known(Fields fields) {
        if (fields.has("impossible")) {
            return new Known.Impossible(fields.text("impossible"));
        }
        Fields possible = fields.object("possible");
        return new Known.Possible(possible.object("metrics").numbers(), possible.text("key"));
    }

    static Map<String, Object> write(Ask ask) {
        if (ask instanceof Ask.Try tried) {
            return Map.of("try", write(tried.proposal()));
        } else if (ask instanceof Ask.Done done) {
            return Map.of("done", String.valueOf(done.reason()));
        }
        return Map.of("later", true);
    }

    static Ask ask(SearchSpace space, Fields fields) {
        if (fields.has("try")) {
            return new Ask.Try(proposal(space, fields.object("try")));
        } else if (fields.has("done")) {
            return new Ask.Done(fields.text("done"));
        } else if (fields.has("later")) {
            return new Ask.Later();
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
        return Map.of("number", trial.number(), "proposal", write(trial.proposal()), "outcome", write(trial.outcome()));
    }

    static Trial trial(SearchSpace space, Fields fields) {
        return new Trial(
                fields.integer("number"),
                proposal(space, fields.object("proposal")),
                outcome(fields.object("outcome")));
    }

    private static Map<String, Object> write(Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return Map.of("values", completed.values());
        } else if (outcome instanceof Outcome.OverLimit over) {
            return Map.of("values", over.values(), "broken", write(over.broken()));
        }
        return Map.of("failed", ((Outcome.Failed) outcome).reason());
    }

    private static Outcome outcome(Fields fields) {
        if (fields.has("failed")) {
            return new Outcome.Failed(fields.text("failed"));
        }
        Map<String, Double> values = fields.object("values").numbers();
        return fields.has("broken")
                ? new Outcome.OverLimit(values, limit(fields.object("broken")))
                : new Outcome.Completed(values);
    }
}

package dev.tradespace.search.run;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.search.Stage;
import dev.tradespace.search.evaluator.CountingEvaluator;
import dev.tradespace.search.evaluator.Evaluator;
import dev.tradespace.search.evaluator.Evaluator.Provided;
import dev.tradespace.search.evaluator.Evaluators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Criteria of a search: all metrics that it can optimise or constrain. With one target their names are bare. With
 * several there is one for each target, {@code latency@T}, and a bare one that is the worst of all, for what is to hold
 * on all of them.
 */
public final class Criteria {
    /** The peak of live activations, bytes at the target's element width. */
    public static final String ACTIVATION_MEMORY = CountingEvaluator.ACTIVATION_MEMORY;

    private final List<String> targets;
    private final Map<String, Criterion> byName = new LinkedHashMap<>();

    /**
     * The criteria of a search, those of the dearest evaluator first.
     *
     * @param targets the ids of its targets, at least one
     */
    Criteria(List<String> targets, Evaluators evaluators) {
        this.targets = List.copyOf(targets);
        List<Evaluator> all = evaluators.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Stage stage = all.get(i).stage();
            all.get(i).provides().forEach(provided -> add(provided, stage));
        }
    }

    private void add(Provided provided, Stage stage) {
        String only = provided.onTarget() && targets.size() == 1 ? targets.get(0) : null;
        add(new Criterion(provided.metric(), only, provided, stage));
        if (provided.onTarget() && targets.size() > 1) {
            targets.forEach(target -> add(new Criterion(provided.metric() + "@" + target, target, provided, stage)));
        }
    }

    private void add(Criterion criterion) {
        byName.put(criterion.name(), criterion);
    }

    /** All of them. */
    public List<Criterion> all() {
        return List.copyOf(byName.values());
    }

    /** The names of those that are known before anything is spent. */
    List<String> known() {
        return byName.values().stream()
                .filter(Criterion::isCheap)
                .map(Criterion::name)
                .toList();
    }

    /** The criterion of this very name. */
    public Optional<Criterion> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The criterion that somebody means: the only target may be named or not.
     *
     * @param problems takes the sentence that says why there is none
     */
    Optional<Criterion> named(String text, List<String> problems) {
        String[] parts = text.strip().split("@", 2);
        Criterion bare = byName.get(parts[0]);
        if (bare == null) {
            problems.add("there is no metric " + parts[0] + "; there are " + String.join(", ", bareNames()));
            return Optional.empty();
        }
        if (parts.length == 1) {
            return Optional.of(bare);
        }
        if (!bare.provided().onTarget()) {
            problems.add(bare.name() + " is the same on every target: leave @" + parts[1] + " out");
            return Optional.empty();
        }
        if (!targets.contains(parts[1])) {
            problems.add("target " + parts[1] + " of " + parts[0] + " is none of this search, which has "
                    + String.join(", ", targets));
            return Optional.empty();
        }
        return Optional.of(byName.getOrDefault(text.strip(), bare));
    }

    private List<String> bareNames() {
        return new ArrayList<>(byName.keySet())
                .stream().filter(name -> !name.contains("@")).toList();
    }

    /** A value with its unit, {@code 5ms}, in the unit of the criterion. */
    static OptionalDouble value(Criterion criterion, String text) {
        return scale(criterion).parse(text);
    }

    /** A value as somebody might write it. */
    static String example(Criterion criterion) {
        return scale(criterion).example();
    }

    /** A metric that is written as this one is. */
    private static Metric scale(Criterion criterion) {
        return Metric.find(criterion.metric())
                .orElse(criterion.unit().equals(Metric.MEMORY.unit()) ? Metric.MEMORY : Metric.PARAMETERS);
    }
}

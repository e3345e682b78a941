package dev.tradespace.search.run;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Quantity;
import dev.tradespace.search.run.Criterion.Origin;
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
    public static final String ACTIVATION_MEMORY = "activationMemory";

    private static final List<Metric> ON_TARGETS =
            List.of(Metric.ACCURACY, Metric.LATENCY, Metric.THROUGHPUT, Metric.MEMORY, Metric.ENERGY);
    private static final List<Metric> COUNTED = List.of(Metric.PARAMETERS, Metric.MACS, Metric.MODEL_SIZE);

    private final List<String> targets;
    private final Map<String, Criterion> byName = new LinkedHashMap<>();

    /** The criteria of a search on the targets of these ids, at least one. */
    Criteria(List<String> targets) {
        this.targets = List.copyOf(targets);
        for (Metric metric : ON_TARGETS) {
            Origin origin = metric == Metric.ACCURACY ? Origin.SCORED : Origin.MEASURED;
            String only = targets.size() == 1 ? targets.get(0) : null;
            add(new Criterion(metric.id(), metric.id(), only, metric.unit(), metric.goal(), origin));
            if (targets.size() > 1) {
                targets.forEach(target -> add(new Criterion(
                        metric.id() + "@" + target, metric.id(), target, metric.unit(), metric.goal(), origin)));
            }
        }
        COUNTED.forEach(metric ->
                add(new Criterion(metric.id(), metric.id(), null, metric.unit(), metric.goal(), Origin.COUNTED)));
        add(new Criterion(
                ACTIVATION_MEMORY, ACTIVATION_MEMORY, null, Metric.MEMORY.unit(), Goal.MINIMIZE, Origin.COUNTED));
    }

    private void add(Criterion criterion) {
        byName.put(criterion.name(), criterion);
    }

    /** The metrics whose figures are of a target. */
    static List<Metric> onTargets() {
        return ON_TARGETS;
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
        if (bare.isCheap()) {
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
        return Quantity.parse(Metric.find(criterion.metric()).orElse(Metric.MEMORY), text);
    }

    /** A value as somebody might write it. */
    static String example(Criterion criterion) {
        return Quantity.example(Metric.find(criterion.metric()).orElse(Metric.MEMORY));
    }
}

package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Works out one spec, gathering all that is wrong with it. */
final class Planning {
    /** A training on fewer images says little of a network. */
    private static final double LEAST_IMAGES = 500;

    private final SearchSpec spec;
    private final SearchGround ground;
    private final @Nullable Chosen kept;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * The planning of a spec.
     *
     * @param kept the strategy that the search has had; null for a new search
     */
    Planning(SearchSpec spec, SearchGround ground, @Nullable Chosen kept) {
        this.spec = spec;
        this.ground = ground;
        this.kept = kept;
    }

    SearchPlan.Planned plan() {
        List<Family> families = families();
        List<Target> targets = targets();
        Optional<DatasetFacts> dataset = dataset();
        Wishes wishes = Wishes.of(spec);
        problems.addAll(wishes.problems());
        withoutEnergy(targets, wishes);
        Optional<SearchStrategyPlugin> plugin = strategy();
        Optional<Configuration> settings = plugin.flatMap(this::settings);
        if (dataset.isEmpty() || families.isEmpty()) {
            return refused();
        }
        JointSpace space = JointSpace.of(families, dataset.get(), spec.fixed(), problems);
        if (!problems.isEmpty()) {
            return refused();
        }
        Counter counter = new Counter(space, ground.catalogue(), targets);
        SearchProblem problem = new SearchProblem(
                space.space(),
                wishes.aims(),
                wishes.limits(),
                new LinkedHashSet<>(wishes.criteria().known()),
                point -> counter.counted(point).known(),
                cheapest(dataset.get()));
        Feasibility.nothingFits(problem, wishes.criteria()).ifPresent(why -> problems.add(new Problem("", why)));
        if (problems.isEmpty()) {
            plugin.get().check(problem, settings.get()).forEach(against -> problems.add(
                    new Problem("/strategy", spec.strategy() + ": " + against.message())));
        }
        return problems.isEmpty()
                ? new SearchPlan.Planned(
                        Optional.of(new SearchPlan(
                                spec,
                                new SearchPlan.Parts(
                                        dataset.get(),
                                        targets,
                                        wishes.criteria(),
                                        space,
                                        counter,
                                        problem,
                                        new Chosen(
                                                plugin.get().id(),
                                                texts(settings.get()),
                                                kept == null ? "it was named" : kept.why()),
                                        plugin.get(),
                                        settings.get()),
                                ground.training())),
                        List.of())
                : refused();
    }

    private SearchPlan.Planned refused() {
        return new SearchPlan.Planned(Optional.empty(), List.copyOf(problems));
    }

    private static Map<String, String> texts(Configuration settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        settings.values().forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private List<Family> families() {
        Map<String, Family> families = new LinkedHashMap<>();
        for (int i = 0; i < spec.families().size(); i++) {
            String id = spec.families().get(i);
            Optional<Family> family = ground.catalogue().families().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
            if (family.isEmpty()) {
                problems.add(new Problem(
                        "/families/" + i,
                        "there is no family " + id + "; there are "
                                + ground.catalogue().families().stream()
                                        .map(Family::id)
                                        .collect(Collectors.joining(", "))));
            } else if (families.put(id, family.get()) != null) {
                problems.add(new Problem("/families/" + i, "family " + id + " is named twice"));
            }
        }
        return List.copyOf(families.values());
    }

    private List<Target> targets() {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (int i = 0; i < spec.targets().size(); i++) {
            String id = spec.targets().get(i);
            Optional<Target> target = ground.targets().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
            if (target.isEmpty()) {
                problems.add(new Problem(
                        "/targets/" + i,
                        "there is no target " + id + "; there are "
                                + ground.targets().stream().map(Target::id).collect(Collectors.joining(", "))));
            } else if (targets.put(id, target.get()) != null) {
                problems.add(new Problem("/targets/" + i, "target " + id + " is named twice"));
            }
        }
        return List.copyOf(targets.values());
    }

    private Optional<DatasetFacts> dataset() {
        try {
            DatasetFacts facts = ground.training().dataset(spec.dataset());
            Integer subset = spec.effort().subset();
            if (subset != null && subset > facts.training()) {
                problems.add(new Problem(
                        "/subset",
                        "must be at most " + facts.training() + ", the number of training images of " + facts.id()
                                + ", was " + subset));
            }
            return Optional.of(facts);
        } catch (DatasetUnavailable unavailable) {
            problems.add(new Problem("/dataset", String.valueOf(unavailable.getMessage())));
            return Optional.empty();
        }
    }

    private void withoutEnergy(List<Target> targets, Wishes wishes) {
        String energy = Metric.ENERGY.id();
        boolean wanted = wishes.aims().stream().anyMatch(aim -> aim.metric().startsWith(energy))
                || wishes.limits().stream().anyMatch(limit -> limit.metric().startsWith(energy));
        if (wanted) {
            targets.forEach(target -> ground.withoutEnergy()
                    .apply(target)
                    .ifPresent(why -> problems.add(
                            new Problem("", "energy cannot be measured on " + target.id() + ": " + why))));
        }
    }

    private Optional<SearchStrategyPlugin> strategy() {
        String id = kept == null ? spec.strategy() : kept.id();
        Optional<SearchStrategyPlugin> plugin = ground.strategies().find(id);
        if (plugin.isEmpty()) {
            problems.add(new Problem(
                    "/strategy",
                    "there is no strategy " + id + "; there are "
                            + String.join(", ", ground.strategies().ids())));
        }
        return plugin;
    }

    private Optional<Configuration> settings(SearchStrategyPlugin plugin) {
        try {
            return Optional.of(plugin.settings()
                    .configure(plugin.settings().defaults(), kept == null ? spec.settings() : kept.settings()));
        } catch (BadConfiguration bad) {
            bad.problems().forEach(problem ->
                    problems.add(new Problem("/settings/" + problem.path(), problem.message())));
            return Optional.empty();
        }
    }

    private Fidelity cheapest(DatasetFacts dataset) {
        Integer subset = spec.effort().subset();
        int images = subset == null ? dataset.training() : subset;
        return new Fidelity(1.0 / spec.effort().epochs(), Math.min(1, LEAST_IMAGES / images));
    }
}

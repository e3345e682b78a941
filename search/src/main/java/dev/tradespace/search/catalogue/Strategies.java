package dev.tradespace.search.catalogue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.catalogue.PluginJar;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.search.external.ExternalStrategyPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All strategies, built in and from outside, by id. Immutable; any thread may ask. */
public final class Strategies {
    /** Default timeout of an external strategy: to start, to answer and to be told. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** No strategy at all. */
    public static final Strategies NONE = new Strategies(Map.of(), List.of());

    private final Map<String, Strategy> strategies;
    private final List<Rejected> rejected;

    private Strategies(Map<String, Strategy> strategies, List<Rejected> rejected) {
        this.strategies = Collections.unmodifiableMap(new LinkedHashMap<>(strategies));
        this.rejected = List.copyOf(rejected);
    }

    /**
     * The strategies of the class path and of folders of plugin jars; folders that do not exist count as empty. Jars
     * that bring strategies are asked in a worker each.
     *
     * @param folders in order: an id taken by an earlier one stays with it
     * @param patience how long an external strategy may take for each answer, above 0
     */
    public static Strategies load(ClassLoader builtIn, List<Path> folders, Duration patience) {
        List<Rejected> rejected = new ArrayList<>();
        Map<String, Strategy> own = new TreeMap<>();
        for (SearchStrategyPlugin plugin : ServiceLoader.load(SearchStrategyPlugin.class, builtIn)) {
            take(plugin, Strategy.BUILT_IN, own, rejected);
        }
        Map<String, Strategy> all = new LinkedHashMap<>(own);
        for (Path folder : folders) {
            if (Files.exists(folder)) {
                for (PluginJar jar : PluginJar.in(folder, rejected::add)) {
                    if (jar.brings(SearchStrategyPlugin.class)) {
                        ExternalStrategyPlugin.in(jar, patience, rejected::add)
                                .forEach(plugin -> take(plugin, jar.name(), all, rejected));
                    }
                }
            }
        }
        return new Strategies(all, rejected);
    }

    private static void take(
            SearchStrategyPlugin plugin, String source, Map<String, Strategy> taken, List<Rejected> rejected) {
        Strategy strategy = Strategy.of(plugin, source);
        Strategy holder = taken.get(strategy.id());
        if (!ID.matcher(strategy.id()).matches()) {
            rejected.add(new Rejected(source, "the id of a strategy must be kebab-case, was " + strategy.id()));
        } else if (strategy.id().equals(AutoChoice.ID)) {
            rejected.add(
                    new Rejected(source, "no strategy may be called auto: the platform chooses one under that name"));
        } else if (strategy.title().isBlank() || strategy.description().isBlank()) {
            rejected.add(new Rejected(
                    source, "strategy " + strategy.id() + ": its title and its description must not be blank"));
        } else if (holder != null) {
            rejected.add(new Rejected(
                    source,
                    "the strategy id " + strategy.id() + " is taken already, by the one from "
                            + (holder.source().equals(Strategy.BUILT_IN) ? "the platform itself" : holder.source())));
        } else {
            taken.put(strategy.id(), strategy);
        }
    }

    /** Every strategy, built in ones first, by id. */
    public Collection<Strategy> all() {
        return strategies.values();
    }

    /** Jars and strategies that were not taken in, and why. */
    public List<Rejected> rejected() {
        return rejected;
    }

    /** Whether there is a strategy of this id. */
    public boolean has(String id) {
        return strategies.containsKey(id);
    }

    /**
     * The strategy of an id.
     *
     * @throws UnknownStrategy if there is none
     */
    public Strategy strategy(String id) {
        Strategy strategy = strategies.get(id);
        if (strategy == null) {
            throw new UnknownStrategy("there is no strategy " + id + "; there are "
                    + String.join(", ", strategies.keySet()) + " and " + AutoChoice.ID + ", which chooses among them");
        }
        return strategy;
    }

    /**
     * The strategy of an id for a problem, or with {@code auto} the one that suits the problem.
     *
     * @param texts its settings ({@code population=40}); none with {@code auto}
     * @param evaluations how many full evaluations the budget is for; empty where it is a time, and how many fit is not
     *     known yet
     * @throws UnknownStrategy if there is none
     * @throws BadConfiguration with everything that is wrong with the settings, or that keeps the strategy from working
     *     on the problem
     * @throws dev.tradespace.search.strategy.StrategyFailure if it throws or does not answer
     */
    public ChosenStrategy choose(
            String id, Map<String, String> texts, SearchProblem problem, OptionalLong evaluations) {
        if (id.equals(AutoChoice.ID)) {
            if (!texts.isEmpty()) {
                throw new BadConfiguration(List.of(new Problem(
                        AutoChoice.ID,
                        "has no settings, was given " + texts + "; name the strategy that they are for")));
            }
            return AutoChoice.of(problem, evaluations, this);
        }
        Strategy strategy = strategy(id);
        Configuration settings = strategy.settings(texts);
        List<Problem> problems = strategy.check(problem, settings);
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems.stream()
                    .map(against -> new Problem(strategy.name(), against.toString()))
                    .toList());
        }
        return new ChosenStrategy(strategy, settings, id + ", as was asked");
    }
}

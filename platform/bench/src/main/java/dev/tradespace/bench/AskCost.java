package dev.tradespace.bench;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.TrialRandom;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an ask of a strategy costs, in CPU time of its own thread: in a small space, in one of 10^12 configurations and in a family's own, whose known costs
 * are counted on networks that are built for it; for two and for three objectives, one of which is known.
 */
public final class AskCost {
    private static final int WARM_UP = 100;
    private static final double MILLION = 1e6;
    private static final String COST = "macs";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private AskCost() {}

    /** A space and what is known of a configuration. */
    private record Ground(String name, SearchSpace space, Function<Configuration, CheapMetrics> known) {}

    /**
     * Prints a line for each space and number of objectives.
     *
     * @param args the strategy's id, {@code guided} if absent, and the number of trials, 500 if absent
     */
    public static void main(String[] args) {
        String id = args.length > 0 ? args[0] : "guided";
        int trials = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        Strategy strategy = Strategies.load(AskCost.class.getClassLoader(), List.of(), Strategies.PATIENCE)
                .strategy(id);
        AskCost cost = new AskCost();
        System.out.println(id + ", CPU ms: the first ask; mean, median and 99th percentile of the " + (trials - 1)
                + " that follow, tells included");
        for (Ground ground : List.of(made("3^8", 8, 3), made("10^12", 12, 10), family("mobilenet/v2-1.0"))) {
            for (int objectives : new int[] {2, 3}) {
                cost.run(strategy, ground, objectives, Math.min(trials, WARM_UP));
                cost.print(ground, objectives, cost.run(strategy, ground, objectives, trials));
            }
        }
    }

    private static Ground made(String name, int layers, int options) {
        String[] texts = IntStream.range(0, options).mapToObj(String::valueOf).toArray(String[]::new);
        List<Parameter> parameters = IntStream.range(0, layers)
                .mapToObj(layer -> Parameter.choice("layer" + layer, texts))
                .toList();
        ToDoubleFunction<Configuration> macs = one -> 1
                + IntStream.range(0, layers)
                        .mapToDouble(layer -> (1 + 0.2 * layer) * Integer.parseInt(one.choice("layer" + layer)))
                        .sum();
        return new Ground(
                name,
                new SearchSpace(parameters),
                one -> new CheapMetrics.Valid(Map.of(COST, macs.applyAsDouble(one)), one.toString()));
    }

    private static Ground family(String model) {
        ArchitecturePlugin plugin = Catalogue.load(AskCost.class.getClassLoader(), List.of())
                .model(model)
                .family()
                .plugin();
        return new Ground(
                plugin.id() + ", " + plugin.space().size().map(Object::toString).orElse("without end"),
                plugin.space(),
                one -> known(plugin, one));
    }

    private static CheapMetrics known(ArchitecturePlugin plugin, Configuration one) {
        if (!plugin.check(one).isEmpty()) {
            return new CheapMetrics.Invalid(plugin.check(one).get(0).toString());
        }
        var built = plugin.build(one);
        return new CheapMetrics.Valid(
                Map.of(COST, (double) Analysis.of(built).macs().total()), built.digest());
    }

    /** The CPU time of each ask with its tell, in nanoseconds. */
    private long[] run(Strategy strategy, Ground ground, int objectives, int trials) {
        List<Objective> three = List.of(
                new Objective("accuracy", Goal.MAXIMIZE),
                new Objective(COST, Goal.MINIMIZE),
                new Objective("latency", Goal.MINIMIZE));
        SearchProblem problem = new SearchProblem(
                ground.space(), three.subList(0, objectives), List.of(), Set.of(COST), ground.known(), Fidelity.FULL);
        long[] nanos = new long[trials];
        try (CheckedStrategy search =
                strategy.start(problem, strategy.settings().defaults())) {
            for (int number = 0; number < trials; number++) {
                long before = threads.getCurrentThreadCpuTime();
                Suggestion suggestion = search.ask(number, TrialRandom.of(1, number));
                nanos[number] = threads.getCurrentThreadCpuTime() - before;
                Trial trial = evaluated(number, suggestion, ground);
                if (trial == null) {
                    return Arrays.copyOf(nanos, number);
                }
                before = threads.getCurrentThreadCpuTime();
                search.tell(trial);
                nanos[number] += threads.getCurrentThreadCpuTime() - before;
            }
        }
        return nanos;
    }

    /** A made-up accuracy that levels off with the cost, and a latency that grows with it; empty where the search is at its end. */
    private static @Nullable Trial evaluated(int number, Suggestion suggestion, Ground ground) {
        if (!(suggestion instanceof Suggestion.Propose next)) {
            return null;
        }
        Configuration asked = next.proposal().configuration();
        double macs = ((CheapMetrics.Valid) ground.known().apply(asked)).metric(COST);
        double own = TrialRandom.of(asked.toString().hashCode(), 0).nextGaussian();
        Map<String, Double> values =
                Map.of("accuracy", 5 * Math.log(macs) + own, COST, macs, "latency", Math.sqrt(macs) * (3 + own));
        return new Trial(number, next.proposal(), new Trial.Outcome.Completed(values));
    }

    private void print(Ground ground, int objectives, long[] nanos) {
        long[] later = Arrays.copyOfRange(nanos, 1, nanos.length);
        double mean = Arrays.stream(later).average().orElse(0);
        Arrays.sort(later);
        System.out.printf(
                "%s, %d objectives: %.1f; %.2f, %.2f, %.2f%n",
                ground.name(),
                objectives,
                nanos[0] / MILLION,
                mean / MILLION,
                later[later.length / 2] / MILLION,
                later[later.length * 99 / 100] / MILLION);
    }
}

package dev.tradespace.search.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Benchmark of strategies on a table of known results, over many seeds. Seeds run side by side; each strategy warms up
 * first, so that what the JVM compiles is not counted as its CPU time. Any thread may read the leaderboard while it
 * runs.
 */
public final class Comparison {
    private static final List<Integer> CHECKPOINTS = List.of(50, 100, 200, 500);
    private static final int WARM_UP = 200;
    /** Seed of the warm-up, which no comparison has. */
    private static final long WARM_UP_SEED = -1;

    private final ResultTable table;
    private final QualityIndicators indicators;
    private final int budget;
    private final int seeds;
    private final Map<String, SortedMap<Integer, SeedRun>> runs = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, List<String>> problems = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * A comparison.
     *
     * @param budget how many evaluations each strategy has, at least 1
     * @param seeds how often each strategy runs, at least 1
     */
    public Comparison(ResultTable table, int budget, int seeds) {
        if (budget < 1 || seeds < 1) {
            throw new IllegalArgumentException("budget and seeds must be at least 1, were " + budget + " and " + seeds);
        }
        this.table = table;
        this.indicators = new QualityIndicators(table);
        this.budget = budget;
        this.seeds = seeds;
    }

    /**
     * Numbers of evaluations after which figures are taken: 50, 100, 200 and 500 as far as the budget reaches, and its
     * end.
     */
    public List<Integer> checkpoints() {
        TreeSet<Integer> reached = new TreeSet<>();
        CHECKPOINTS.stream().filter(checkpoint -> checkpoint <= budget).forEach(reached::add);
        reached.add(budget);
        return List.copyOf(reached);
    }

    /**
     * Runs strategies, one after the other, each with all seeds.
     *
     * @param contestants with different names; each has passed its own check
     * @param threads how many seeds run at a time
     * @param progress called after each seed, from any of the threads
     */
    public void run(List<Contestant> contestants, int threads, Runnable progress) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Contestant contestant : contestants) {
                run(contestant, pool, progress);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void run(Contestant contestant, ExecutorService pool, Runnable progress) throws InterruptedException {
        String name = contestant.name();
        SortedMap<Integer, SeedRun> own = Collections.synchronizedSortedMap(new TreeMap<>());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        problems.put(name, failures);
        AtomicBoolean failed = new AtomicBoolean();
        BooleanSupplier stop = () -> failed.get() || Thread.currentThread().isInterrupted();
        try {
            var unused = pool.submit(() -> SeedRun.of(table, contestant, WARM_UP_SEED, Math.min(budget, WARM_UP), stop))
                    .get();
            runs.put(name, own);
            List<Future<?>> all = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                int number = seed;
                all.add(pool.submit(() -> {
                    SeedRun run = SeedRun.of(table, contestant, number, budget, stop);
                    if (run.failure().isPresent()) {
                        failed.set(true);
                        failures.add(run.failure().get());
                    } else if (run.done().isPresent() || run.rows().size() == budget) {
                        own.put(number, run);
                    }
                    progress.run();
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a comparison on " + table.name() + " broke", bug.getCause());
        }
    }

    /** A row for each strategy, by the seeds that have ended, in the order in which they ran. */
    public List<LeaderboardRow> leaderboard() {
        List<LeaderboardRow> leaderboard = new ArrayList<>();
        for (String name : List.copyOf(problems.keySet())) {
            SortedMap<Integer, SeedRun> own = runs.getOrDefault(name, new TreeMap<>());
            leaderboard.add(row(name, List.copyOf(own.values())));
        }
        return leaderboard;
    }

    private LeaderboardRow row(String name, List<SeedRun> ended) {
        SortedMap<Integer, MeanAndDeviation> regret = new TreeMap<>();
        SortedMap<Integer, MeanAndDeviation> hypervolume = new TreeMap<>();
        for (int checkpoint : ended.isEmpty() ? List.<Integer>of() : checkpoints()) {
            List<Double> regrets = new ArrayList<>();
            List<Double> volumes = new ArrayList<>();
            for (SeedRun run : ended) {
                List<Integer> until =
                        run.rows().subList(0, Math.min(checkpoint, run.rows().size()));
                indicators.regret(until).ifPresent(regrets::add);
                volumes.add(indicators.hypervolume(until));
            }
            hypervolume.put(checkpoint, MeanAndDeviation.of(volumes));
            if (!regrets.isEmpty()) {
                regret.put(checkpoint, MeanAndDeviation.of(regrets));
            }
        }
        long trials = ended.stream().mapToLong(run -> run.rows().size()).sum();
        long nanos = ended.stream().mapToLong(SeedRun::cpuNanos).sum();
        return new LeaderboardRow(
                name,
                ended.size(),
                regret,
                hypervolume,
                ended.stream()
                        .mapToLong(run -> indicators.distinct(run.rows()))
                        .average()
                        .orElse(0),
                trials == 0 ? 0 : nanos / 1e6 / trials,
                problems(name, ended));
    }

    /** Its failure, or else that it came to an end before its budget did. */
    private List<String> problems(String name, List<SeedRun> ended) {
        List<String> all = new ArrayList<>(problems.getOrDefault(name, List.of()));
        ended.stream()
                .filter(run -> run.done().isPresent() && !indicators.isEverything(run.rows()))
                .findFirst()
                .ifPresent(run -> all.add(name + " ended after " + run.rows().size() + " of " + budget
                        + " evaluations: " + run.done().get()));
        return all.stream().limit(1).toList();
    }
}

package dev.tradespace.search.table;

import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchBudget;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.StrategyFailure;
import dev.tradespace.search.strategy.TrialRandom;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A strategy's run on a table with one seed, sequentially; every ask costs one evaluation, repeats included.
 *
 * @param rows what it asked about, in order; fewer than the budget where it came to an end
 * @param cpuNanos the CPU time of its asks and tells
 * @param done why it said that there is nothing to ask any more
 * @param failure what it did that no strategy may, a sentence
 */
record SeedRun(List<Integer> rows, long cpuNanos, Optional<String> done, Optional<String> failure) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    SeedRun {
        rows = List.copyOf(rows);
    }

    /**
     * Runs a strategy.
     *
     * @param stop asked before each evaluation
     */
    static SeedRun of(ResultTable table, Contestant contestant, long seed, int budget, BooleanSupplier stop) {
        return new Loop(table, contestant, seed, budget).run(stop);
    }

    private static final class Loop {
        private final ResultTable table;
        private final Contestant contestant;
        private final long seed;
        private final int budget;
        private final List<Integer> rows = new ArrayList<>();
        private long cpuNanos;

        Loop(ResultTable table, Contestant contestant, long seed, int budget) {
            this.table = table;
            this.contestant = contestant;
            this.seed = seed;
            this.budget = budget;
        }

        SeedRun run(BooleanSupplier stop) {
            SearchProblem problem = table.problem().within(new SearchBudget(budget, null, 1));
            try (CheckedStrategy strategy = contestant.strategy().start(problem, contestant.settings())) {
                while (rows.size() < budget && !stop.getAsBoolean()) {
                    long before = THREADS.getCurrentThreadCpuTime();
                    Suggestion suggestion = strategy.ask(rows.size(), TrialRandom.of(seed, rows.size()));
                    cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
                    if (!(suggestion instanceof Suggestion.Propose attempt)) {
                        // No trial is outstanding here, so it does not wait.
                        return end(((Suggestion.Exhausted) suggestion).reason(), null);
                    }
                    Trial trial = evaluate(attempt.proposal());
                    before = THREADS.getCurrentThreadCpuTime();
                    strategy.tell(trial);
                    cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
                }
                return end(null, null);
            } catch (StrategyFailure failure) {
                return end(null, failure.getMessage());
            }
        }

        private Trial evaluate(Proposal proposal) {
            int row = table.row(proposal.configuration());
            Optional<Constraint> broken = table.brokenBeforehand(row);
            Trial.Outcome outcome = broken.isPresent()
                    ? new Trial.Outcome.Pruned(table.known(row), broken.get())
                    : new Trial.Outcome.Completed(table.seen(row));
            Trial trial = new Trial(rows.size(), proposal, outcome, new Trial.Cost(1, Duration.ZERO, Duration.ZERO));
            rows.add(row);
            return trial;
        }

        private SeedRun end(@Nullable String done, @Nullable String failure) {
            return new SeedRun(
                    rows,
                    cpuNanos,
                    Optional.ofNullable(done),
                    failure == null
                            ? Optional.empty()
                            : Optional.of(failure + " (seed " + seed + ", trial " + rows.size() + ")"));
        }
    }
}

package dev.tradespace.search.table;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Published or measured figures of a strategy on a table, which ours is to reach.
 *
 * @param name what it is about
 * @param table the spec of the table
 * @param strategy the strategy's id
 * @param figure the quality indicator
 * @param reach by the number of evaluations
 * @param standardError whether one standard error of our own mean is allowed for
 * @param cpuMillis the most CPU time for a trial
 * @param peer what others reached, for people
 */
public record ReferenceResult(
        String name,
        Path table,
        String strategy,
        Figure figure,
        SortedMap<Integer, Double> reach,
        boolean standardError,
        double cpuMillis,
        String peer) {
    /** A quality indicator. */
    public enum Figure {
        /** Less is better. */
        REGRET,
        /** More is better. */
        HYPERVOLUME;

        /** The figures of a strategy, by the number of evaluations. */
        public SortedMap<Integer, MeanAndDeviation> of(LeaderboardRow row) {
            return this == REGRET ? row.regret() : row.hypervolume();
        }

        static Optional<Figure> find(String text) {
            return switch (text) {
                case "regret" -> Optional.of(REGRET);
                case "hypervolume" -> Optional.of(HYPERVOLUME);
                default -> Optional.empty();
            };
        }
    }

    public ReferenceResult {
        reach = Collections.unmodifiableSortedMap(new TreeMap<>(reach));
        if (reach.isEmpty()) {
            throw new IllegalArgumentException("a figure must be reached after some number of evaluations");
        }
    }

    /** The budget of evaluations that it takes. */
    public int budget() {
        return reach.lastKey();
    }

    /** Whether a strategy's figures reach it, its CPU time included. */
    public boolean isReachedBy(LeaderboardRow row) {
        return row.seeds() > 0
                && row.cpuMillisPerTrial() <= cpuMillis
                && reach.entrySet().stream().allMatch(asked -> {
                    MeanAndDeviation spread = figure.of(row).get(asked.getKey());
                    return spread != null && isReachedBy(spread, asked.getValue(), row.seeds());
                });
    }

    private boolean isReachedBy(MeanAndDeviation spread, double asked, int seeds) {
        double allowed = standardError ? spread.sd() / Math.sqrt(seeds) : 0;
        return figure == Figure.REGRET ? spread.mean() <= asked + allowed : spread.mean() >= asked - allowed;
    }
}

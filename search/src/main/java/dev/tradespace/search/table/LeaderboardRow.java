package dev.tradespace.search.table;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Figures of a strategy over all seeds.
 *
 * @param name under which it took part: the strategy's id, or {@code auto}
 * @param seeds how many seeds ran to their end
 * @param regret by the number of evaluations, in the unit of the one objective; empty where there are several
 *     objectives
 * @param hypervolume by the number of evaluations, as a share of that of the table's front
 * @param distinct how many different architectures a seed asked about, on average
 * @param cpuMillisPerTrial the CPU time of the strategy's own thread for an ask and a tell
 * @param problems why it did not get to the end of every seed, a sentence each
 */
public record LeaderboardRow(
        String name,
        int seeds,
        SortedMap<Integer, MeanAndDeviation> regret,
        SortedMap<Integer, MeanAndDeviation> hypervolume,
        double distinct,
        double cpuMillisPerTrial,
        List<String> problems) {
    public LeaderboardRow {
        regret = Collections.unmodifiableSortedMap(new TreeMap<>(regret));
        hypervolume = Collections.unmodifiableSortedMap(new TreeMap<>(hypervolume));
        problems = List.copyOf(problems);
    }
}

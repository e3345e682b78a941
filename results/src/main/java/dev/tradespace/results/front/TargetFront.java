package dev.tradespace.results.front;

import dev.tradespace.core.measure.ResultRow;
import java.util.List;

/**
 * The Pareto front of one target on one dataset. Only what nothing dominates comes as whole rows: of a million measurements a few
 * dozen are members, and nobody reads the others one by one.
 *
 * @param members rows that no other dominates, the lowest latency first, an unavailable one last; equal ones all stay
 * @param dominated ids of the rows that at least one other dominates, ascending
 * @param incomplete ids of the rows with at least one of the objectives unavailable, ascending
 */
public record TargetFront(List<ResultRow> members, List<Long> dominated, List<Long> incomplete) {
    public TargetFront {
        members = List.copyOf(members);
        dominated = Ids.copyOf(dominated);
        incomplete = Ids.copyOf(incomplete);
    }
}

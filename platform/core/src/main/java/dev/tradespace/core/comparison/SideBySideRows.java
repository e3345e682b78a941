package dev.tradespace.core.comparison;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model on all its targets: the row of each, and where a lower precision is slower than full precision.
 *
 * @param entries by runtime, threads, batch and precision, full precision first
 */
public record SideBySideRows(List<Entry> entries) {
    private static final Comparator<Entry> ORDER = Comparator.<Entry, String>comparing(
                    entry -> entry.target().device())
            .thenComparing(entry -> entry.target().runtime())
            .thenComparingInt(entry -> entry.target().threads())
            .thenComparingInt(entry -> entry.target().batch())
            .thenComparing(entry -> !isFull(entry.target()))
            .thenComparing(entry -> entry.target().id());

    public SideBySideRows {
        entries = List.copyOf(entries);
    }

    /**
     * A model on a target.
     *
     * @param faster the row in full precision, else alike, that is faster than this one beyond the intervals of both
     */
    public record Entry(Target target, ResultRow row, Optional<ResultRow> faster) {}

    /**
     * Puts rows side by side.
     *
     * @param rows of one model and one dataset, each of which may be ranked with the others of its target
     * @param targets those that are known; rows of others are left out
     */
    public static SideBySideRows of(List<ResultRow> rows, List<Target> targets) {
        Map<String, ResultRow> preferred = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            if (RowComparison.tells(row, Metric.LATENCY)) {
                preferred.merge(
                        row.key().target(),
                        row,
                        (known, other) -> RowComparison.PREFERRED.compare(known, other) >= 0 ? known : other);
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Target target : targets) {
            ResultRow row = preferred.get(target.id());
            if (row != null) {
                entries.add(new Entry(target, row, faster(target, row, targets, preferred)));
            }
        }
        entries.sort(ORDER);
        return new SideBySideRows(entries);
    }

    private static Optional<ResultRow> faster(
            Target target, ResultRow row, List<Target> targets, Map<String, ResultRow> rows) {
        if (isFull(target)) {
            return Optional.empty();
        }
        return targets.stream()
                .filter(other -> isFull(other)
                        && other.device().equals(target.device())
                        && other.runtime().equals(target.runtime())
                        && other.threads() == target.threads()
                        && other.batch() == target.batch())
                .flatMap(other -> Optional.ofNullable(rows.get(other.id())).stream())
                .filter(other ->
                        other.provenance().conditions().equals(row.provenance().conditions())
                                && RowComparison.compare(other, row, Metric.LATENCY) < 0)
                .findFirst();
    }

    private static boolean isFull(Target target) {
        return target.precision().equals(ModelFile.FULL_PRECISION);
    }
}

package dev.tradespace.core.comparison;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.statistics.RankCorrelation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The order of models by a metric on two targets. Models whose 95% intervals overlap are tied: they cannot be told
 * apart. A pair of models is flipped where one is better on one target and the other on the other, beyond the intervals
 * of both.
 *
 * @param models those that have the metric on both targets, the best on the first target first
 * @param spearman the correlation of the two rankings, ties at their mean rank; empty where there is nothing to rank
 * @param pairs of models
 * @param flips pairs that are flipped
 */
public record RankComparison(List<Ranked> models, OptionalDouble spearman, long pairs, long flips) {
    public RankComparison {
        models = List.copyOf(models);
    }

    /**
     * A model on both targets.
     *
     * @param flips with how many others it is flipped
     */
    public record Ranked(ModelId model, Place first, Place second, int flips) {}

    /**
     * A model on one target.
     *
     * @param rank from 1, the best
     * @param ties with how many others it is tied
     */
    public record Place(ResultRow row, double rank, int ties) {}

    /**
     * Compares.
     *
     * @param first rows of one target that may be ranked with each other
     * @param second those of another
     */
    public static RankComparison of(Metric metric, List<ResultRow> first, List<ResultRow> second) {
        Map<ModelId, ResultRow> others = byModel(metric, second);
        List<ResultRow> ones = new ArrayList<>();
        List<ResultRow> twos = new ArrayList<>();
        byModel(metric, first).forEach((model, row) -> {
            ResultRow other = others.get(model);
            if (other != null) {
                ones.add(row);
                twos.add(other);
            }
        });
        int count = ones.size();
        double[] firstRanks =
                RankCorrelation.ranks(count, (i, j) -> RowComparison.compare(ones.get(i), ones.get(j), metric));
        double[] secondRanks =
                RankCorrelation.ranks(count, (i, j) -> RowComparison.compare(twos.get(i), twos.get(j), metric));
        List<Ranked> models = new ArrayList<>();
        long flipped = 0;
        for (int i = 0; i < count; i++) {
            int flips = 0;
            int firstTies = -1;
            int secondTies = -1;
            for (int j = 0; j < count; j++) {
                int here = RowComparison.compare(ones.get(i), ones.get(j), metric);
                int there = RowComparison.compare(twos.get(i), twos.get(j), metric);
                flips += here * there < 0 ? 1 : 0;
                firstTies += here == 0 ? 1 : 0;
                secondTies += there == 0 ? 1 : 0;
            }
            flipped += flips;
            models.add(new Ranked(
                    ones.get(i).model(),
                    new Place(ones.get(i), firstRanks[i], firstTies),
                    new Place(twos.get(i), secondRanks[i], secondTies),
                    flips));
        }
        models.sort(Comparator.<Ranked>comparingDouble(ranked -> ranked.first().rank())
                .thenComparing(ranked -> ranked.model().toString()));
        return new RankComparison(
                models, RankCorrelation.spearman(firstRanks, secondRanks), (long) count * (count - 1) / 2, flipped / 2);
    }

    private static Map<ModelId, ResultRow> byModel(Metric metric, List<ResultRow> rows) {
        Map<ModelId, ResultRow> byModel = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            if (RowComparison.tells(row, metric)) {
                byModel.merge(
                        row.model(),
                        row,
                        (known, other) -> RowComparison.PREFERRED.compare(known, other) >= 0 ? known : other);
            }
        }
        return byModel;
    }
}

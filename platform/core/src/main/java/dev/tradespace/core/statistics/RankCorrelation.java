package dev.tradespace.core.statistics;

import java.util.OptionalDouble;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Ranks with ties, and Spearman's correlation of two such rankings. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The ranks of things of which some are tied: one more than how many come before it, and half of those that it is
     * tied with, which is the mean rank (midrank) where ties go all through.
     *
     * @param count how many
     * @param order of two of them, by their numbers: negative where the first comes before, 0 where they are tied
     * @return from 1 on, by number
     */
    public static double[] ranks(int count, IntBinaryOperator order) {
        double[] ranks = new double[count];
        for (int i = 0; i < count; i++) {
            int own = i;
            ranks[i] = 1
                    + IntStream.range(0, count)
                            .filter(other -> other != own)
                            .mapToDouble(other -> {
                                int compared = order.applyAsInt(other, own);
                                return compared < 0 ? 1 : compared == 0 ? 0.5 : 0;
                            })
                            .sum();
        }
        return ranks;
    }

    /**
     * Spearman's rank correlation: the correlation of the ranks.
     *
     * @param first ranks of some things
     * @param second other ranks of the same
     * @return -1 to 1; empty where there are fewer than two, or one ranking has nothing but ties
     */
    public static OptionalDouble spearman(double[] first, double[] second) {
        double middle = (first.length + 1) / 2.0;
        double product = 0;
        double squaresFirst = 0;
        double squaresSecond = 0;
        for (int i = 0; i < first.length; i++) {
            product += (first[i] - middle) * (second[i] - middle);
            squaresFirst += (first[i] - middle) * (first[i] - middle);
            squaresSecond += (second[i] - middle) * (second[i] - middle);
        }
        return squaresFirst == 0 || squaresSecond == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(product / Math.sqrt(squaresFirst * squaresSecond));
    }
}

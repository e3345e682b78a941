package dev.tradespace.plugins.mobilenet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A table of rows whose stages, the rows of one number of channels that follow one another, are made deeper or
 * shallower.
 */
final class Stages {
    private Stages() {}

    /**
     * The layers that a depth multiplier makes of a stage's, at least one.
     *
     * @param layers of the stage as published
     * @param depth the multiplier, above 0; what it gives is rounded up
     */
    static int layers(int layers, double depth) {
        return Math.max(1, (int) Math.ceil(layers * depth));
    }

    /**
     * The rows, of every stage only the first ones, or its last one more often.
     *
     * @param channels the output channels of a row, by which stages are told apart
     */
    static <R> List<R> scaled(List<R> rows, ToIntFunction<R> channels, double depth) {
        List<R> scaled = new ArrayList<>();
        int first = 0;
        while (first < rows.size()) {
            int end = first + 1;
            while (end < rows.size() && channels.applyAsInt(rows.get(end)) == channels.applyAsInt(rows.get(first))) {
                end++;
            }
            for (int i = 0; i < layers(end - first, depth); i++) {
                scaled.add(rows.get(Math.min(first + i, end - 1)));
            }
            first = end;
        }
        return scaled;
    }
}

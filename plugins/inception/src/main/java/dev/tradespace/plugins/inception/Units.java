package dev.tradespace.plugins.inception;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Channels;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Window;

/**
 * The unit of every network here, convolution, batch norm and ReLU, at a width; and the heads of the classifiers.
 *
 * @source Szegedy et al. 2016, section 6 (batch norm everywhere); epsilon as in the released models
 * @param width multiplier on every number of channels, above 0
 */
record Units(double width) {
    private static final double EPSILON = 1e-3;

    /** The published number of channels times the width, to the nearest whole number, at least 1. */
    int scaled(int channels) {
        return Channels.scaled(channels, width);
    }

    /** Convolution without bias, batch norm, ReLU. */
    Flow conv(Flow x, int channels, Window window) {
        return x.conv(scaled(channels), window).batchNorm(EPSILON).relu();
    }

    /** A unit of this kernel that keeps the size. */
    Flow conv(Flow x, int channels, int height, int columns) {
        return conv(x, channels, kernel(height, columns).centred());
    }

    /** A 1x1 unit. */
    Flow conv1x1(Flow x, int channels) {
        return conv(x, channels, kernel(1));
    }

    /** A 3x3 unit that keeps the size. */
    Flow conv3x3(Flow x, int channels) {
        return conv(x, channels, 3, 3);
    }

    /** A 3x3 unit that halves the size, unpadded. */
    Flow halve(Flow x, int channels) {
        return conv(x, channels, kernel(3).stride(2));
    }

    /** A 3x3 maximum that halves the size, unpadded. */
    Flow halvingPool(Flow x) {
        return x.maxPool(kernel(3).stride(2));
    }

    /** The classifier: average of all positions, dropout, dense. */
    Flow classify(Flow x, double dropout, int classes) {
        return x.in(
                "head", y -> y.globalAveragePool().flatten().dropout(dropout).dense(classes));
    }

    /**
     * The average of cells in a grid of {@code side} by {@code side}, overlapping where the size is no multiple; a
     * smaller map stays as it is. The classifiers beside the trunk see the same grid at every resolution by it.
     */
    static Flow averageGrid(Flow x, int side) {
        int size = x.shape().height();
        int cells = Math.min(side, size);
        int stride = size / cells;
        return x.averagePool(kernel(size - (cells - 1) * stride).stride(stride), false);
    }
}

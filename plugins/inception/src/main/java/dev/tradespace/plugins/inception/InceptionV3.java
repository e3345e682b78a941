package dev.tradespace.plugins.inception;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;

/**
 * Inception-v3 as its released models are; sizes at 299:
 *
 * <pre>
 * stem     3x3/2 32, 3x3 32, 3x3 64 padded, pool/2, 1x1 80, 3x3 192, pool/2     35x35x192
 * mixed5   3 modules of figure 5, factorised 5x5                                35x35x288
 * mixed6   reduction; 4 modules of figure 6, 7x7 as 1x7 and 7x1                 17x17x768
 * mixed7   reduction; 2 modules of figure 7, wide at the end                    8x8x2048
 * head     average pool, dropout, dense
 * </pre>
 *
 * @source Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision" (arXiv 1512.00567), table 1
 *     and figures 5 to 7 and 10
 * @param units the unit at its width
 * @param auxiliary whether a classifier stands beside the trunk while training (figure 8)
 */
record InceptionV3(Units units, boolean auxiliary) {
    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution)).in("stem", this::stem);
        x = x.in("mixed5a", y -> factorised5x5(y, 32));
        x = x.in("mixed5b", y -> factorised5x5(y, 64));
        x = x.in("mixed5c", y -> factorised5x5(y, 64));
        x = x.in("mixed6a", this::reduceTo17);
        x = x.in("mixed6b", y -> factorised7x7(y, 128));
        x = x.in("mixed6c", y -> factorised7x7(y, 160));
        x = x.in("mixed6d", y -> factorised7x7(y, 160));
        x = x.in("mixed6e", y -> factorised7x7(y, 192));
        Flow[] heads = auxiliary ? new Flow[] {x.in("aux", y -> auxiliaryHead(y, classes))} : new Flow[0];
        x = x.in("mixed7a", this::reduceTo8);
        x = x.in("mixed7b", this::expanded);
        x = x.in("mixed7c", this::expanded);
        return units.classify(x, 0.5, classes).architecture(heads);
    }

    private Flow stem(Flow x) {
        Flow y = units.conv(units.halve(x, 32), 32, kernel(3));
        y = units.halvingPool(units.conv3x3(y, 64));
        return units.halvingPool(units.conv(units.conv1x1(y, 80), 192, kernel(3)));
    }

    /** Figure 5; the first 5x5 of the two branches stayed in the released models. */
    private Flow factorised5x5(Flow x, int pooled) {
        Flow five = units.conv(units.conv1x1(x, 48), 64, 5, 5);
        Flow threes = units.conv3x3(units.conv3x3(units.conv1x1(x, 64), 96), 96);
        return units.conv1x1(x, 64).concat(five, threes, pooled(x, pooled));
    }

    /** Figure 10: convolution and pooling side by side, each with stride 2. */
    private Flow reduceTo17(Flow x) {
        Flow threes = units.halve(units.conv3x3(units.conv1x1(x, 64), 96), 96);
        return units.halve(x, 384).concat(threes, units.halvingPool(x));
    }

    /** Figure 6 with n = 7. */
    private Flow factorised7x7(Flow x, int inner) {
        Flow seven = units.conv1x1(x, inner);
        seven = units.conv(seven, inner, 1, 7);
        seven = units.conv(seven, 192, 7, 1);
        Flow twice = units.conv1x1(x, inner);
        twice = units.conv(twice, inner, 7, 1);
        twice = units.conv(twice, inner, 1, 7);
        twice = units.conv(twice, inner, 7, 1);
        twice = units.conv(twice, 192, 1, 7);
        return units.conv1x1(x, 192).concat(seven, twice, pooled(x, 192));
    }

    private Flow reduceTo8(Flow x) {
        Flow three = units.halve(units.conv1x1(x, 192), 320);
        Flow seven = units.conv1x1(x, 192);
        seven = units.conv(seven, 192, 1, 7);
        seven = units.conv(seven, 192, 7, 1);
        return three.concat(units.halve(seven, 192), units.halvingPool(x));
    }

    /** Figure 7. */
    private Flow expanded(Flow x) {
        Flow three = units.conv1x1(x, 384);
        Flow twice = units.conv3x3(units.conv1x1(x, 448), 384);
        return units.conv1x1(x, 320).concat(split(three), split(twice), pooled(x, 192));
    }

    private Flow split(Flow x) {
        return units.conv(x, 384, 1, 3).concat(units.conv(x, 384, 3, 1));
    }

    private Flow pooled(Flow x, int channels) {
        return units.conv1x1(x.averagePool(kernel(3).padding(1), true), channels);
    }

    /** A 5x5 grid of averages (5x5 with stride 3 on the 17x17 of 299), 1x1, a convolution over the grid, dense. */
    private Flow auxiliaryHead(Flow x, int classes) {
        Flow grid = units.conv1x1(Units.averageGrid(x, 5), 128);
        return units.conv(grid, 768, kernel(grid.shape().height())).flatten().dense(classes);
    }
}

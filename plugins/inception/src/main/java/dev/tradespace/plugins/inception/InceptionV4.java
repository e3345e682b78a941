package dev.tradespace.plugins.inception;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import java.util.function.UnaryOperator;

/**
 * Inception-v4; sizes at 299:
 *
 * <pre>
 * stem          figure 3      35x35x384
 * 4 x A         figure 4      35x35x384
 * reduction A   figure 7      17x17x1024     k = 192, l = 224, m = 256, n = 384
 * 7 x B         figure 5      17x17x1024
 * reduction B   figure 8      8x8x1536
 * 3 x C         figure 6      8x8x1536
 * head          average pool, dropout (keep 0.8), dense
 * </pre>
 *
 * @source Szegedy, Ioffe, Vanhoucke &amp; Alemi 2017, "Inception-v4, Inception-ResNet and the Impact of Residual
 *     Connections on Learning" (arXiv 1602.07261), figures 3 to 9
 * @param units the unit at its width
 */
record InceptionV4(Units units) {
    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution)).in("stem", this::stem);
        x = repeat(x, 4, "a", this::inceptionA).in("reductionA", this::reductionA);
        x = repeat(x, 7, "b", this::inceptionB).in("reductionB", this::reductionB);
        x = repeat(x, 3, "c", this::inceptionC);
        return units.classify(x, 0.2, classes).architecture();
    }

    private static Flow repeat(Flow x, int times, String name, UnaryOperator<Flow> module) {
        Flow y = x;
        for (int i = 1; i <= times; i++) {
            y = y.in(name + i, module);
        }
        return y;
    }

    private Flow stem(Flow x) {
        Flow y = units.conv3x3(units.conv(units.halve(x, 32), 32, kernel(3)), 64);
        y = units.halvingPool(y).concat(units.halve(y, 96));
        Flow straight = units.conv(units.conv1x1(y, 64), 96, kernel(3));
        Flow seven = units.conv(units.conv(units.conv1x1(y, 64), 64, 1, 7), 64, 7, 1);
        y = straight.concat(units.conv(seven, 96, kernel(3)));
        return units.halve(y, 192).concat(units.halvingPool(y));
    }

    private Flow inceptionA(Flow x) {
        Flow three = units.conv3x3(units.conv1x1(x, 64), 96);
        Flow twice = units.conv3x3(units.conv3x3(units.conv1x1(x, 64), 96), 96);
        return units.conv1x1(x, 96).concat(three, twice, pooled(x, 96));
    }

    private Flow reductionA(Flow x) {
        Flow twice = units.halve(units.conv3x3(units.conv1x1(x, 192), 224), 256);
        return units.halve(x, 384).concat(twice, units.halvingPool(x));
    }

    private Flow inceptionB(Flow x) {
        Flow seven = units.conv1x1(x, 192);
        seven = units.conv(seven, 224, 1, 7);
        seven = units.conv(seven, 256, 7, 1);
        Flow twice = units.conv1x1(x, 192);
        twice = units.conv(twice, 192, 7, 1);
        twice = units.conv(twice, 224, 1, 7);
        twice = units.conv(twice, 224, 7, 1);
        twice = units.conv(twice, 256, 1, 7);
        return units.conv1x1(x, 384).concat(seven, twice, pooled(x, 128));
    }

    private Flow reductionB(Flow x) {
        Flow three = units.halve(units.conv1x1(x, 192), 192);
        Flow seven = units.conv1x1(x, 256);
        seven = units.conv(seven, 256, 1, 7);
        seven = units.conv(seven, 320, 7, 1);
        return three.concat(units.halve(seven, 320), units.halvingPool(x));
    }

    private Flow inceptionC(Flow x) {
        Flow three = units.conv1x1(x, 384);
        Flow twice = units.conv1x1(x, 384);
        twice = units.conv(twice, 448, 3, 1);
        twice = units.conv(twice, 512, 1, 3);
        return units.conv1x1(x, 256).concat(split(three), split(twice), pooled(x, 256));
    }

    private Flow split(Flow x) {
        return units.conv(x, 256, 1, 3).concat(units.conv(x, 256, 3, 1));
    }

    private Flow pooled(Flow x, int channels) {
        return units.conv1x1(x.averagePool(kernel(3).padding(1), false), channels);
    }
}

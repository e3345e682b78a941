package dev.tradespace.plugins.inception;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;

/**
 * The Inception for images of 28x28; of each module, the filters of its 1x1 and of its 3x3:
 *
 * <pre>
 * stem          3x3, 96
 * inception1    32 + 32, 32 + 48                         28x28
 * downsample1   3x3/2, 80, beside a maximum              14x14
 * inception2    112 + 48, 96 + 64, 80 + 80, 48 + 96      14x14
 * downsample2   3x3/2, 96, beside a maximum              7x7
 * inception3    176 + 160, 176 + 160                     7x7
 * head          average pool, dense
 * </pre>
 *
 * @source Zhang et al. 2017, "Understanding deep learning requires rethinking generalization" (arXiv 1611.03530),
 *     appendix A, figure 3
 * @param units the unit at its width
 * @param stemStride of the stem; the paper's is 1
 */
record SmallInception(Units units, int stemStride) {
    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution));
        x = x.in("stem", y -> units.conv(y, 96, kernel(3).stride(stemStride).padding(1)));
        x = x.in("inception1a", y -> module(y, 32, 32));
        x = x.in("inception1b", y -> module(y, 32, 48));
        x = x.in("downsample1", y -> downsample(y, 80));
        x = x.in("inception2a", y -> module(y, 112, 48));
        x = x.in("inception2b", y -> module(y, 96, 64));
        x = x.in("inception2c", y -> module(y, 80, 80));
        x = x.in("inception2d", y -> module(y, 48, 96));
        x = x.in("downsample2", y -> downsample(y, 96));
        x = x.in("inception3a", y -> module(y, 176, 160));
        x = x.in("inception3b", y -> module(y, 176, 160));
        return x.in("head", y -> y.globalAveragePool().flatten().dense(classes)).architecture();
    }

    private Flow module(Flow x, int ones, int threes) {
        return units.conv1x1(x, ones).concat(units.conv3x3(x, threes));
    }

    private Flow downsample(Flow x, int channels) {
        return units.conv(x, channels, kernel(3).stride(2).padding(1))
                .concat(x.maxPool(kernel(3).stride(2).padding(1)));
    }
}

package dev.tradespace.plugins.resnet;

import static dev.tradespace.api.op.StridedSlice.Range.ALL;
import static dev.tradespace.api.op.StridedSlice.Range.every;
import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Channels;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;

/**
 * The networks for small images, of {@code 6n + 2} layers: a 3x3 stem and three stages.
 *
 * <pre>
 * stem     3x3, 16
 * layer1   n blocks of 16 channels
 * layer2   n blocks of 32 channels, the first with stride 2
 * layer3   n blocks of 64 channels, the first with stride 2
 * head     average pool, dense
 * </pre>
 *
 * @source He et al. 2016, section 4.2
 * @param n blocks in each of the three stages
 * @param stemStride of the stem; the paper's is 1
 * @param width multiplier on every number of channels
 */
record CifarDesign(int n, int stemStride, double width) {
    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution));
        x = x.in("stem", y -> y.conv(
                        Channels.scaled(16, width), kernel(3).stride(stemStride).padding(1))
                .batchNorm()
                .relu());
        x = x.in("layer1", y -> stage(y, 16, 1));
        x = x.in("layer2", y -> stage(y, 32, 2));
        x = x.in("layer3", y -> stage(y, 64, 2));
        return x.in("head", y -> y.globalAveragePool().flatten().dense(classes)).architecture();
    }

    private Flow stage(Flow x, int planes, int stride) {
        Flow y = x.in("block1", first -> block(first, Channels.scaled(planes, width), stride));
        for (int i = 2; i <= n; i++) {
            y = y.in("block" + i, next -> block(next, Channels.scaled(planes, width), 1));
        }
        return y;
    }

    private static Flow block(Flow x, int channels, int stride) {
        return new Block.Basic()
                .branch(x, channels, stride)
                .add(shortcut(x, channels, stride))
                .relu();
    }

    /** Option A: every second position, zeros for the channels that are new; nothing is learned. */
    private static Flow shortcut(Flow x, int channels, int stride) {
        int missing = channels - x.channels();
        if (stride == 1 && missing == 0) {
            return x;
        }
        return x.in("shortcut", y -> y.slice(ALL, every(stride), every(stride))
                .channelPad(missing / 2, missing - missing / 2));
    }
}

package dev.tradespace.plugins.resnet;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Channels;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import java.util.List;

/**
 * The networks for large images: a 7x7 stem and four stages.
 *
 * <pre>
 * stem     7x7, 64, stride 2; 3x3 max pool, stride 2
 * layer1   depths[0] blocks of  64 planes
 * layer2   depths[1] blocks of 128 planes, the first with stride 2
 * layer3   depths[2] blocks of 256 planes, the first with stride 2
 * layer4   depths[3] blocks of 512 planes, the first with stride 2
 * head     average pool, dense
 * </pre>
 *
 * @source He et al. 2016, table 1
 * @param block what the stages are made of
 * @param depths blocks in each of the four stages
 * @param width multiplier on every number of channels
 */
record ImageNetDesign(Block block, List<Integer> depths, double width) {
    ImageNetDesign {
        depths = List.copyOf(depths);
    }

    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution));
        x = x.in("stem", y -> y.conv(
                        Channels.scaled(64, width), kernel(7).stride(2).padding(3))
                .batchNorm()
                .relu()
                .maxPool(kernel(3).stride(2).padding(1)));
        x = x.in("layer1", y -> stage(y, depths.get(0), 64, 1));
        x = x.in("layer2", y -> stage(y, depths.get(1), 128, 2));
        x = x.in("layer3", y -> stage(y, depths.get(2), 256, 2));
        x = x.in("layer4", y -> stage(y, depths.get(3), 512, 2));
        return x.in("head", y -> y.globalAveragePool().flatten().dense(classes)).architecture();
    }

    private Flow stage(Flow x, int depth, int planes, int stride) {
        Flow y = x.in("block1", first -> block.on(first, Channels.scaled(planes, width), stride));
        for (int i = 2; i <= depth; i++) {
            y = y.in("block" + i, next -> block.on(next, Channels.scaled(planes, width), 1));
        }
        return y;
    }
}

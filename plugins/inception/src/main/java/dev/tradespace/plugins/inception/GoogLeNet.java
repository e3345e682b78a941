package dev.tradespace.plugins.inception;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * GoogLeNet as its released models are: batch norm after each convolution, and a last, partial window counted when
 * pooling.
 *
 * <p>The naive network keeps the filters of each module's 1x1, 3x3 and 5x5 branches, but feeds them the module's whole
 * input and passes the pooled input on as it is. So a module's channels are its input's and more: 256, 480, 512, 512,
 * 512, 528, 832, 832, 1024 of the published modules become 416, 832, 1280, 1728, 2176, 2640, 3344, 4048, 4944, and the
 * work grows with them.
 *
 * @source Szegedy et al. 2015, "Going Deeper with Convolutions" (arXiv 1409.4842), table 1 and figures 2 and 3
 * @param units the unit at its width
 * @param naive figure 2a (without the 1x1 reductions) where true, figure 2b otherwise
 * @param wideKernel kernel of the third branch: 5 as the paper prints, 3 as the released models have it
 * @param auxiliary whether two classifiers stand beside the trunk while training
 */
record GoogLeNet(Units units, boolean naive, int wideKernel, boolean auxiliary) {
    /**
     * A row of the table.
     *
     * @param name as in the table
     * @param ones filters of the 1x1 branch
     * @param reduce3 1x1 filters before the 3x3
     * @param threes filters of the 3x3
     * @param reduce5 1x1 filters before the 5x5
     * @param fives filters of the 5x5
     * @param pooled 1x1 filters after the pooling
     */
    private record Module(String name, int ones, int reduce3, int threes, int reduce5, int fives, int pooled) {
        static final Module A3 = new Module("3a", 64, 96, 128, 16, 32, 32);
        static final Module B3 = new Module("3b", 128, 128, 192, 32, 96, 64);
        static final Module A4 = new Module("4a", 192, 96, 208, 16, 48, 64);
        static final Module B4 = new Module("4b", 160, 112, 224, 24, 64, 64);
        static final Module C4 = new Module("4c", 128, 128, 256, 24, 64, 64);
        static final Module D4 = new Module("4d", 112, 144, 288, 32, 64, 64);
        static final Module E4 = new Module("4e", 256, 160, 320, 32, 128, 128);
        static final Module A5 = new Module("5a", 256, 160, 320, 32, 128, 128);
        static final Module B5 = new Module("5b", 384, 192, 384, 48, 128, 128);
    }

    Architecture build(int resolution, int classes) {
        Flow x = Flow.input(Shape.of(3, resolution, resolution)).in("stem", this::stem);
        x = inception(inception(x, Module.A3), Module.B3).maxPoolCeil(kernel(3).stride(2));
        x = inception(x, Module.A4);
        List<Flow> heads = new ArrayList<>();
        if (auxiliary) {
            heads.add(x.in("aux1", y -> auxiliaryHead(y, classes)));
        }
        x = inception(inception(inception(x, Module.B4), Module.C4), Module.D4);
        if (auxiliary) {
            heads.add(x.in("aux2", y -> auxiliaryHead(y, classes)));
        }
        x = inception(x, Module.E4).maxPoolCeil(kernel(2).stride(2));
        x = inception(inception(x, Module.A5), Module.B5);
        return units.classify(x, 0.2, classes).architecture(heads.toArray(Flow[]::new));
    }

    private Flow stem(Flow x) {
        Flow y = units.conv(x, 64, kernel(7).stride(2).padding(3))
                .maxPoolCeil(kernel(3).stride(2));
        return units.conv3x3(units.conv1x1(y, 64), 192).maxPoolCeil(kernel(3).stride(2));
    }

    private Flow inception(Flow input, Module module) {
        return input.in("inception" + module.name(), x -> naive ? naive(x, module) : reduced(x, module));
    }

    /** Figure 2b. */
    private Flow reduced(Flow x, Module module) {
        return units.conv1x1(x, module.ones())
                .concat(
                        units.conv3x3(units.conv1x1(x, module.reduce3()), module.threes()),
                        wide(units.conv1x1(x, module.reduce5()), module.fives()),
                        units.conv1x1(pool(x), module.pooled()));
    }

    /** Figure 2a. */
    private Flow naive(Flow x, Module module) {
        return units.conv1x1(x, module.ones())
                .concat(units.conv3x3(x, module.threes()), wide(x, module.fives()), pool(x));
    }

    private Flow wide(Flow x, int channels) {
        return units.conv(x, channels, wideKernel, wideKernel);
    }

    private static Flow pool(Flow x) {
        return x.maxPoolCeil(kernel(3).padding(1));
    }

    /**
     * Section 5: a 4x4 grid of averages, 1x1, dense, dropout, dense; the grid is 5x5 with stride 3 on the 14x14 of 224.
     */
    private Flow auxiliaryHead(Flow x, int classes) {
        return units.conv1x1(Units.averageGrid(x, 4), 128)
                .flatten()
                .dense(units.scaled(1024))
                .relu()
                .dropout(0.7)
                .dense(classes);
    }
}

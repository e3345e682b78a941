package dev.tradespace.devices.estimate;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.core.analysis.Analysis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Networks that published benchmarks run and that are no variants here. They tell of the devices, so their layers are written down, at the resolution at
 * which they are published, and counted as any network is. Nobody runs or trains these graphs.
 */
public final class BenchmarkNetworks {
    private static final int CLASSES = 1000;

    private BenchmarkNetworks() {}

    /** The features of each by its name in benchncnn, after {@code ncnn:}. */
    public static Map<String, NetworkFeatures> features() {
        Map<String, NetworkFeatures> features = new LinkedHashMap<>();
        architectures()
                .forEach((name, architecture) ->
                        features.put(name, NetworkFeatures.of(Analysis.of(architecture.get()))));
        return features;
    }

    static Map<String, Supplier<Architecture>> architectures() {
        Map<String, Supplier<Architecture>> all = new LinkedHashMap<>();
        all.put("ncnn:squeezenet", BenchmarkNetworks::squeezenet);
        all.put("ncnn:alexnet", BenchmarkNetworks::alexnet);
        all.put("ncnn:vgg16", BenchmarkNetworks::vgg16);
        all.put("ncnn:shufflenet", BenchmarkNetworks::shufflenet);
        all.put("ncnn:shufflenet_v2", BenchmarkNetworks::shufflenetV2);
        all.put("ncnn:mnasnet", BenchmarkNetworks::mnasnet);
        all.put("ncnn:proxylessnasnet", BenchmarkNetworks::proxylessnas);
        all.put("ncnn:regnety_400m", BenchmarkNetworks::regnetY400m);
        all.put("ncnn:efficientnetv2_b0", BenchmarkNetworks::efficientnetV2B0);
        all.put("ncnn:googlenet", BenchmarkNetworks::googlenet);
        all.put("ncnn:resnet50", BenchmarkNetworks::resnet50);
        return all;
    }

    private static Flow image(int side) {
        return Flow.input(Shape.of(3, side, side));
    }

    private static Architecture classified(Flow features) {
        return features.globalAveragePool().flatten().dense(CLASSES).architecture();
    }

    private static Flow conv(Flow x, int channels, int size, int stride) {
        return x.conv(channels, kernel(size).stride(stride).same()).relu();
    }

    private static Flow depthwise(Flow x, int size, int stride) {
        return x.depthwise(kernel(size).stride(stride).same());
    }

    /** SqueezeNet 1.1 at 227 (Iandola et al. 2016, arXiv:1602.07360; version 1.1 by its authors). */
    private static Architecture squeezenet() {
        Flow x = image(227)
                .conv(64, kernel(3).stride(2))
                .relu()
                .maxPoolCeil(kernel(3).stride(2));
        x = fire(fire(x, 16, 64), 16, 64).maxPoolCeil(kernel(3).stride(2));
        x = fire(fire(x, 32, 128), 32, 128).maxPoolCeil(kernel(3).stride(2));
        x = fire(fire(x, 48, 192), 48, 192);
        x = fire(fire(x, 64, 256), 64, 256);
        return x.pointwise(CLASSES).relu().globalAveragePool().flatten().architecture();
    }

    private static Flow fire(Flow x, int squeezed, int expanded) {
        Flow narrow = x.pointwise(squeezed).relu();
        return narrow.pointwise(expanded).relu().concat(conv(narrow, expanded, 3, 1));
    }

    /** AlexNet with two groups at 227 (Krizhevsky et al. 2012, figure 2; Caffe's bvlc_alexnet). */
    private static Architecture alexnet() {
        Flow x = image(227)
                .conv(96, kernel(11).stride(4))
                .relu()
                .maxPool(kernel(3).stride(2));
        x = x.conv(256, kernel(5).centred(), 2).relu().maxPool(kernel(3).stride(2));
        x = conv(x, 384, 3, 1).conv(384, kernel(3).centred(), 2).relu();
        x = x.conv(256, kernel(3).centred(), 2).relu().maxPool(kernel(3).stride(2));
        return x.flatten().dense(4096).relu().dense(4096).relu().dense(CLASSES).architecture();
    }

    /** VGG-16 at 224 (Simonyan &amp; Zisserman 2015, table 1, D). */
    private static Architecture vgg16() {
        Flow x = image(224);
        int[] widths = {64, 128, 256, 512, 512};
        for (int stage = 0; stage < widths.length; stage++) {
            for (int layer = 0; layer < (stage < 2 ? 2 : 3); layer++) {
                x = conv(x, widths[stage], 3, 1);
            }
            x = x.maxPool(kernel(2).stride(2));
        }
        return x.flatten().dense(4096).relu().dense(4096).relu().dense(CLASSES).architecture();
    }

    /** ShuffleNet 1x with three groups at 224 (Zhang et al. 2018, table 1). */
    private static Architecture shufflenet() {
        Flow x = conv(image(224), 24, 3, 2).maxPoolCeil(kernel(3).stride(2));
        int[] widths = {240, 480, 960};
        int[] depths = {4, 8, 4};
        for (int stage = 0; stage < widths.length; stage++) {
            for (int unit = 0; unit < depths[stage]; unit++) {
                int width = widths[stage];
                int stride = unit == 0 ? 2 : 1;
                Flow y =
                        x.conv(width / 4, kernel(1), x.channels() == 24 ? 1 : 3).relu();
                y = depthwise(shuffled(y, 3), 3, stride);
                y = y.conv(unit == 0 ? width - x.channels() : width, kernel(1), 3);
                x = unit == 0 ? x.averagePool(kernel(3).stride(2).same(), false).concat(y) : y.add(x);
                x = x.relu();
            }
        }
        return classified(x);
    }

    private static Flow shuffled(Flow x, int groups) {
        Shape shape = x.shape();
        return x.reshape(Shape.of(groups, x.channels() / groups, shape.size(1), shape.size(2)))
                .transpose(1, 0, 2, 3)
                .reshape(shape);
    }

    /** ShuffleNet v2 1x at 224 (Ma et al. 2018, table 5). */
    private static Architecture shufflenetV2() {
        Flow x = conv(image(224), 24, 3, 2).maxPoolCeil(kernel(3).stride(2));
        int[] widths = {116, 232, 464};
        int[] depths = {4, 8, 4};
        for (int stage = 0; stage < widths.length; stage++) {
            int half = widths[stage] / 2;
            Flow own = depthwise(x, 3, 2).pointwise(half).relu();
            x = shuffled(own.concat(branch(x, half, 2)), 2);
            for (int unit = 1; unit < depths[stage]; unit++) {
                List<Flow> halves = x.split(0, 2);
                x = shuffled(halves.get(0).concat(branch(halves.get(1), half, 1)), 2);
            }
        }
        return classified(x.pointwise(1024).relu());
    }

    private static Flow branch(Flow x, int width, int stride) {
        return depthwise(x.pointwise(width).relu(), 3, stride).pointwise(width).relu();
    }

    /** An inverted residual (Sandler et al. 2018), without squeeze and excitation where it has no channels. */
    private static Flow inverted(
            Flow x, int size, int stride, int expansion, int channels, int squeezed, Function activation) {
        Flow y = expansion == 1 ? x : x.pointwise(expansion * x.channels()).activation(activation);
        y = depthwise(y, size, stride).activation(activation);
        y = (squeezed == 0 ? y : excited(y, squeezed, activation)).pointwise(channels);
        return stride == 1 && channels == x.channels() ? y.add(x) : y;
    }

    private static Flow excited(Flow x, int squeezed, Function activation) {
        Flow gate = x.globalAveragePool()
                .biasedConv(squeezed, kernel(1))
                .activation(activation)
                .biasedConv(x.channels(), kernel(1))
                .activation(Function.SIGMOID);
        return x.multiply(gate);
    }

    /** MnasNet-B1 1.0 at 224 (Tan et al. 2019, figure 7, without squeeze and excitation). */
    private static Architecture mnasnet() {
        Flow x = conv(image(224), 32, 3, 2);
        x = depthwise(x, 3, 1).relu().pointwise(16);
        // size, stride, expansion, channels, depth
        int[][] stages = {
            {3, 2, 3, 24, 3}, {5, 2, 3, 40, 3}, {5, 2, 6, 80, 3}, {3, 1, 6, 96, 2}, {5, 2, 6, 192, 4}, {3, 1, 6, 320, 1}
        };
        for (int[] stage : stages) {
            for (int unit = 0; unit < stage[4]; unit++) {
                x = inverted(x, stage[0], unit == 0 ? stage[1] : 1, stage[2], stage[3], 0, Function.RELU);
            }
        }
        return classified(x.pointwise(1280).relu());
    }

    /** ProxylessNAS for mobile processors at 224 (Cai et al. 2019, figure 4). */
    private static Architecture proxylessnas() {
        Flow x = inverted(conv(image(224), 32, 3, 2), 3, 1, 1, 16, 0, Function.RELU);
        // channels, stride, then size and expansion of each unit
        int[][] stages = {
            {32, 2, 5, 3, 3, 3},
            {40, 2, 7, 3, 3, 3, 5, 3, 5, 3},
            {80, 2, 7, 6, 5, 3, 5, 3, 5, 3},
            {96, 1, 5, 6, 5, 3, 5, 3, 5, 3},
            {192, 2, 7, 6, 7, 6, 7, 3, 7, 3},
            {320, 1, 7, 6}
        };
        for (int[] stage : stages) {
            for (int unit = 2; unit < stage.length; unit += 2) {
                x = inverted(x, stage[unit], unit == 2 ? stage[1] : 1, stage[unit + 1], stage[0], 0, Function.RELU);
            }
        }
        return classified(x.pointwise(1280).relu());
    }

    /** RegNetY-400MF at 224 (Radosavovic et al. 2020, table 4: widths and groups by its model zoo). */
    private static Architecture regnetY400m() {
        Flow x = conv(image(224), 32, 3, 2);
        int[] widths = {48, 104, 208, 440};
        int[] depths = {1, 3, 6, 6};
        for (int stage = 0; stage < widths.length; stage++) {
            for (int unit = 0; unit < depths[stage]; unit++) {
                int width = widths[stage];
                int stride = unit == 0 ? 2 : 1;
                Flow y = x.pointwise(width).relu();
                y = y.conv(width, kernel(3).stride(stride).same(), width / 8).relu();
                y = excited(y, Math.max(1, x.channels() / 4), Function.RELU).pointwise(width);
                x = y.add(unit == 0 ? x.conv(width, kernel(1).stride(2)) : x).relu();
            }
        }
        return classified(x);
    }

    /** EfficientNetV2-B0 at 224 (Tan &amp; Le 2021; the scaling of their published code). */
    private static Architecture efficientnetV2B0() {
        Flow x = image(224).conv(32, kernel(3).stride(2).same()).activation(Function.SILU);
        x = fused(x, 1, 1, 16);
        x = fused(fused(x, 2, 4, 32), 1, 4, 32);
        x = fused(fused(x, 2, 4, 48), 1, 4, 48);
        // stride, expansion, channels, depth
        int[][] stages = {{2, 4, 96, 3}, {1, 6, 112, 5}, {2, 6, 192, 8}};
        for (int[] stage : stages) {
            for (int unit = 0; unit < stage[3]; unit++) {
                int squeezed = x.channels() / 4;
                x = inverted(x, 3, unit == 0 ? stage[0] : 1, stage[1], stage[2], squeezed, Function.SILU);
            }
        }
        return classified(x.pointwise(1280).activation(Function.SILU));
    }

    private static Flow fused(Flow x, int stride, int expansion, int channels) {
        Flow y = x.conv(
                        expansion == 1 ? channels : expansion * x.channels(),
                        kernel(3).stride(stride).same())
                .activation(Function.SILU);
        y = expansion == 1 ? y : y.pointwise(channels);
        return stride == 1 && channels == x.channels() ? y.add(x) : y;
    }

    /** GoogLeNet as published (Szegedy et al. 2015, table 1): 5x5 convolutions and local response normalisation. */
    private static Architecture googlenet() {
        Flow x = conv(image(224), 64, 7, 2).maxPoolCeil(kernel(3).stride(2));
        x = conv(x.apply(new LocalResponseNorm(5, 1e-4, 0.75, 1)).pointwise(64).relu(), 192, 3, 1);
        x = x.apply(new LocalResponseNorm(5, 1e-4, 0.75, 1))
                .maxPoolCeil(kernel(3).stride(2));
        int[][] modules = {
            {64, 96, 128, 16, 32, 32},
            {128, 128, 192, 32, 96, 64},
            {192, 96, 208, 16, 48, 64},
            {160, 112, 224, 24, 64, 64},
            {128, 128, 256, 24, 64, 64},
            {112, 144, 288, 32, 64, 64},
            {256, 160, 320, 32, 128, 128},
            {256, 160, 320, 32, 128, 128},
            {384, 192, 384, 48, 128, 128}
        };
        for (int i = 0; i < modules.length; i++) {
            x = i == 2 || i == 7 ? x.maxPoolCeil(kernel(3).stride(2)) : x;
            int[] w = modules[i];
            x = x.pointwise(w[0])
                    .relu()
                    .concat(
                            conv(x.pointwise(w[1]).relu(), w[2], 3, 1),
                            conv(x.pointwise(w[3]).relu(), w[4], 5, 1),
                            x.maxPool(kernel(3).padding(1)).pointwise(w[5]).relu());
        }
        return classified(x);
    }

    /** ResNet-50 as published (He et al. 2016, table 1): the stride of a stage in its first 1x1 convolution. */
    private static Architecture resnet50() {
        Flow x = conv(image(224), 64, 7, 2).maxPoolCeil(kernel(3).stride(2));
        int[] depths = {3, 4, 6, 3};
        for (int stage = 0; stage < depths.length; stage++) {
            int width = 64 << stage;
            for (int unit = 0; unit < depths[stage]; unit++) {
                Window narrow = kernel(1).stride(stage > 0 && unit == 0 ? 2 : 1);
                Flow y = conv(x.conv(width, narrow).relu(), width, 3, 1).pointwise(4 * width);
                x = y.add(unit == 0 ? x.conv(4 * width, narrow) : x).relu();
            }
        }
        return classified(x);
    }
}

package dev.tradespace.plugins.efficientnet;

import static dev.tradespace.api.op.Activation.Function.SIGMOID;
import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Channels;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.plugins.efficientnet.BaselineStage.Block;
import java.util.List;

/**
 * Writes a scaled baseline as torchvision has it.
 *
 * @source Tan &amp; Le 2019, section 4 and table 1; Tan &amp; Le 2021, section 3.2 and figure 2
 * @param baseline what is scaled
 * @param skipStrides how many of the first strides are left out
 * @param width factor of the channels
 * @param depth factor of the layers of a stage
 * @param epsilon of batch norm
 * @param stochasticDepth the rate at which the block after the last would be dropped; it grows linearly from 0
 * @param dropout before the classifier
 */
record EfficientNet(
        Baseline baseline,
        int skipStrides,
        double width,
        double depth,
        double epsilon,
        double stochasticDepth,
        double dropout) {
    /** The squeeze is a quarter of the channels that enter the block, not of the expanded ones. */
    private static final int SQUEEZE = 4;

    Architecture build(int resolution, int classes) {
        List<BaselineStage> stages = baseline.stages();
        int blocks = 0;
        for (int i = 0; i < stages.size(); i++) {
            blocks += layers(i);
        }
        Flow x = Flow.input(Shape.of(3, resolution, resolution));
        List<Integer> strides = baseline.strides(skipStrides);
        x = x.in("stem", y -> unit(y, end(baseline.stem()), kernel(3).stride(strides.get(0))));
        int before = 0;
        for (int i = 0; i < stages.size(); i++) {
            BaselineStage stage = stages.get(i);
            int layers = layers(i);
            double dropped = stochasticDepth * before / blocks;
            double step = stochasticDepth / blocks;
            int stride = strides.get(i + 1);
            x = x.in("stage" + (i + 1), y -> stage(y, stage, stride, layers, dropped, step));
            before += layers;
        }
        return x.in("head", y -> unit(y, end(baseline.head()), kernel(1)))
                .globalAveragePool()
                .flatten()
                .dropout(dropout)
                .dense(classes)
                .architecture();
    }

    private Flow stage(Flow x, BaselineStage row, int first, int layers, double dropped, double step) {
        int channels = Channels.divisibleBy8(row.channels() * width);
        Flow out = x;
        for (int i = 0; i < layers; i++) {
            int stride = i == 0 ? first : 1;
            double rate = dropped + i * step;
            out = out.in("block" + (i + 1), y -> block(y, row, channels, stride, rate));
        }
        return out;
    }

    private Flow block(Flow x, BaselineStage row, int channels, int stride, double rate) {
        int expanded = Channels.divisibleBy8(x.channels() * row.expansion());
        Window window = kernel(row.kernel()).stride(stride);
        Flow y = row.block() == Block.FUSED
                ? fused(x, expanded, channels, window)
                : mbConv(x, expanded, channels, window);
        if (stride != 1 || channels != x.channels()) {
            return y;
        }
        return (rate > 0 ? y.stochasticDepth(rate) : y).add(x);
    }

    /** Figure 2 of Tan &amp; Le 2021, left. */
    private Flow mbConv(Flow x, int expanded, int channels, Window window) {
        Flow y = expanded == x.channels() ? x : unit(x, expanded, kernel(1));
        y = y.depthwise(window.centred()).batchNorm(epsilon).activation(baseline.activation());
        y = baseline.excitation() ? squeezeAndExcite(y, Math.max(1, x.channels() / SQUEEZE)) : y;
        return y.pointwise(channels).batchNorm(epsilon);
    }

    /** The same figure, right, without squeeze-and-excitation; without expansion it is one convolution. */
    private Flow fused(Flow x, int expanded, int channels, Window window) {
        if (expanded == x.channels()) {
            return unit(x, channels, window);
        }
        return unit(x, expanded, window).pointwise(channels).batchNorm(epsilon);
    }

    private Flow squeezeAndExcite(Flow x, int squeeze) {
        Flow gate = x.globalAveragePool()
                .biasedConv(squeeze, kernel(1))
                .activation(baseline.activation())
                .biasedConv(x.channels(), kernel(1))
                .activation(SIGMOID);
        return x.multiply(gate);
    }

    private Flow unit(Flow x, int channels, Window window) {
        return x.conv(channels, window.centred()).batchNorm(epsilon).activation(baseline.activation());
    }

    private int end(int channels) {
        return baseline.fixedEnds() ? channels : Channels.divisibleBy8(channels * width);
    }

    private int layers(int stage) {
        int layers = baseline.stages().get(stage).layers();
        boolean end = stage == 0 || stage == baseline.stages().size() - 1;
        return end && baseline.fixedEnds() ? layers : (int) Math.ceil(layers * depth);
    }
}

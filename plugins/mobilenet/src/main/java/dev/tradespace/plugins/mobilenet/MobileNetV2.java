package dev.tradespace.plugins.mobilenet;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Channels;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Strides;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.space.Configuration;
import java.util.List;
import java.util.stream.Stream;

/**
 * MobileNet v2: inverted residuals with linear bottlenecks, as torchvision has it.
 *
 * @source Sandler et al. 2018, "MobileNetV2", table 2; the block: table 1 and figure 4
 */
final class MobileNetV2 {
    private static final int STEM = 32;
    private static final int HEAD = 1280;

    /** Table 2, its bottleneck rows. */
    private static final List<Bottlenecks> BODY = List.of(
            new Bottlenecks(1, 16, 1, 1),
            new Bottlenecks(6, 24, 2, 2),
            new Bottlenecks(6, 32, 3, 2),
            new Bottlenecks(6, 64, 4, 2),
            new Bottlenecks(6, 96, 3, 1),
            new Bottlenecks(6, 160, 3, 2),
            new Bottlenecks(6, 320, 1, 1));

    /**
     * A row of table 2: {@code n} bottlenecks.
     *
     * @param t expansion; the 6 of the table gives way to the space's parameter, the 1 does not
     * @param c output channels before the width multiplier
     * @param n how many
     * @param s stride of the first
     */
    private record Bottlenecks(int t, int c, int n, int s) {}

    /** Of the stem and of the rows. */
    private static final List<Integer> STRIDES =
            Stream.concat(Stream.of(2), BODY.stream().map(Bottlenecks::s)).toList();

    private MobileNetV2() {}

    static Architecture build(Configuration configuration) {
        double width = configuration.real("width");
        int expansion = configuration.integer("expansion");
        double depth = configuration.real("depth");
        int side = configuration.resolution();
        Flow x = Flow.input(Shape.of(3, side, side));
        List<Integer> strides = Strides.skipping(configuration.integer("skipStrides"), STRIDES);
        x = x.in(
                "stem",
                y -> unit(y, Channels.divisibleBy8(STEM * width), kernel(3).stride(strides.get(0))));
        for (int i = 0; i < BODY.size(); i++) {
            Bottlenecks row = BODY.get(i);
            int channels = Channels.divisibleBy8(row.c() * width);
            int t = row.t() == 1 ? 1 : expansion;
            int stride = strides.get(i + 1);
            int layers = Stages.layers(row.n(), depth);
            x = x.in("stage" + (i + 1), y -> stage(y, layers, t, channels, stride));
        }
        // "for multipliers less than one, we apply width multiplier to all layers except the very last" (section 5).
        int head = Channels.divisibleBy8(HEAD * (configuration.flag("narrowHead") ? width : Math.max(1, width)));
        return x.in("head", y -> unit(y, head, kernel(1)))
                .globalAveragePool()
                .flatten()
                .dropout(configuration.real("dropout"))
                .dense(configuration.classes())
                .architecture();
    }

    private static Flow stage(Flow x, int layers, int t, int channels, int stride) {
        Flow out = x.in("block1", y -> bottleneck(y, t, channels, stride));
        for (int i = 2; i <= layers; i++) {
            out = out.in("block" + i, y -> bottleneck(y, t, channels, 1));
        }
        return out;
    }

    /** Table 1: expand, filter depthwise, project without activation; a shortcut where nothing changes shape. */
    private static Flow bottleneck(Flow x, int t, int channels, int stride) {
        Flow expanded = t == 1 ? x : unit(x, x.channels() * t, kernel(1));
        Flow projected = expanded.depthwise(kernel(3).stride(stride).centred())
                .batchNorm()
                .activation(Function.RELU6)
                .pointwise(channels)
                .batchNorm();
        return stride == 1 && channels == x.channels() ? projected.add(x) : projected;
    }

    private static Flow unit(Flow x, int channels, Window window) {
        return x.conv(channels, window.centred()).batchNorm().activation(Function.RELU6);
    }
}

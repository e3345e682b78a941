package dev.tradespace.plugins.mobilenet;

import static dev.tradespace.api.op.Activation.Function.HARD_SIGMOID;
import static dev.tradespace.api.op.Activation.Function.HARD_SWISH;
import static dev.tradespace.api.op.Activation.Function.RELU;
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
 * MobileNet v3, found by architecture search: squeeze-and-excitation, hard swish, and a head after the pooling.
 *
 * @source Howard et al. 2019, "Searching for MobileNetV3", tables 1 (large) and 2 (small)
 * @param head features of the dense layer before the classifier
 * @param body the {@code bneck} rows of the table
 */
record MobileNetV3(int head, List<MobileNetV3.Bneck> body) {
    /** Table 1: kernel, exp size, #out, SE, NL, s. */
    static final MobileNetV3 LARGE = new MobileNetV3(
            1280,
            row(3, 16, 16, "--", RELU, 1),
            row(3, 64, 24, "--", RELU, 2),
            row(3, 72, 24, "--", RELU, 1),
            row(5, 72, 40, "SE", RELU, 2),
            row(5, 120, 40, "SE", RELU, 1),
            row(5, 120, 40, "SE", RELU, 1),
            row(3, 240, 80, "--", HARD_SWISH, 2),
            row(3, 200, 80, "--", HARD_SWISH, 1),
            row(3, 184, 80, "--", HARD_SWISH, 1),
            row(3, 184, 80, "--", HARD_SWISH, 1),
            row(3, 480, 112, "SE", HARD_SWISH, 1),
            row(3, 672, 112, "SE", HARD_SWISH, 1),
            row(5, 672, 160, "SE", HARD_SWISH, 2),
            row(5, 960, 160, "SE", HARD_SWISH, 1),
            row(5, 960, 160, "SE", HARD_SWISH, 1));

    /** Table 2, the same columns. */
    static final MobileNetV3 SMALL = new MobileNetV3(
            1024,
            row(3, 16, 16, "SE", RELU, 2),
            row(3, 72, 24, "--", RELU, 2),
            row(3, 88, 24, "--", RELU, 1),
            row(5, 96, 40, "SE", HARD_SWISH, 2),
            row(5, 240, 40, "SE", HARD_SWISH, 1),
            row(5, 240, 40, "SE", HARD_SWISH, 1),
            row(5, 120, 48, "SE", HARD_SWISH, 1),
            row(5, 144, 48, "SE", HARD_SWISH, 1),
            row(5, 288, 96, "SE", HARD_SWISH, 2),
            row(5, 576, 96, "SE", HARD_SWISH, 1),
            row(5, 576, 96, "SE", HARD_SWISH, 1));

    private static final int STEM = 16;
    /** The last convolution before the pooling: 960 of 160 channels, 576 of 96. */
    private static final int LAST_EXPANSION = 6;

    private static final double SQUEEZE = 4;
    private static final double EPSILON = 1e-3;

    private MobileNetV3(int head, Bneck... body) {
        this(head, List.of(body));
    }

    /**
     * A row of table 1 or 2.
     *
     * @param kernel of the depthwise convolution
     * @param expansion channels it works on, before the width multiplier
     * @param channels output channels, before the width multiplier
     * @param excitation whether there is a squeeze-and-excitation
     * @param activation the block's nonlinearity
     * @param stride of the depthwise convolution
     */
    record Bneck(int kernel, int expansion, int channels, boolean excitation, Function activation, int stride) {}

    private static Bneck row(int kernel, int expansion, int out, String excitation, Function activation, int stride) {
        return new Bneck(kernel, expansion, out, excitation.equals("SE"), activation, stride);
    }

    Architecture build(Configuration configuration) {
        double width = configuration.real("width");
        boolean excitation = configuration.flag("squeezeExcitation");
        int side = configuration.resolution();
        Flow x = Flow.input(Shape.of(3, side, side));
        List<Bneck> rows = Stages.scaled(body, Bneck::channels, configuration.real("depth"));
        List<Integer> strides = Strides.skipping(
                configuration.integer("skipStrides"),
                Stream.concat(Stream.of(2), rows.stream().map(Bneck::stride)).toList());
        x = x.in(
                "stem",
                y -> unit(y, Channels.divisibleBy8(STEM * width), kernel(3).stride(strides.get(0)), HARD_SWISH));
        int nominal = STEM;
        for (int i = 0; i < rows.size(); i++) {
            Bneck row = rows.get(i);
            // The expansion is a ratio: it works on the channels that really come in, which were rounded.
            int expanded = Channels.divisibleBy8((double) x.channels() * row.expansion() / nominal);
            int channels = Channels.divisibleBy8(row.channels() * width);
            int stride = strides.get(i + 1);
            x = x.in("block" + (i + 1), y -> bneck(y, row, expanded, channels, excitation && row.excitation(), stride));
            nominal = row.channels();
        }
        int last = Channels.divisibleBy8(LAST_EXPANSION * x.channels());
        x = x.in("last", y -> unit(y, last, kernel(1), HARD_SWISH));
        // As in v2, a width below 1 does not narrow the head.
        int features = Channels.divisibleBy8(head * (configuration.flag("narrowHead") ? width : Math.max(1, width)));
        return x.globalAveragePool()
                .flatten()
                .dense(features)
                .activation(HARD_SWISH)
                .dropout(configuration.real("dropout"))
                .dense(configuration.classes())
                .architecture();
    }

    /** Figure 4: the inverted residual of v2 with squeeze-and-excitation before the projection. */
    private static Flow bneck(Flow x, Bneck row, int expansion, int channels, boolean excitation, int stride) {
        Flow y = expansion == x.channels() ? x : unit(x, expansion, kernel(1), row.activation());
        y = y.depthwise(kernel(row.kernel()).stride(stride).centred())
                .batchNorm(EPSILON)
                .activation(row.activation());
        y = excitation ? squeezeAndExcite(y) : y;
        y = y.pointwise(channels).batchNorm(EPSILON);
        return stride == 1 && channels == x.channels() ? y.add(x) : y;
    }

    /** Section 5.3: the squeeze is a quarter of the expansion. */
    private static Flow squeezeAndExcite(Flow x) {
        int squeeze = Channels.divisibleBy8(x.channels() / SQUEEZE);
        Flow gate = x.globalAveragePool()
                .biasedConv(squeeze, kernel(1))
                .relu()
                .biasedConv(x.channels(), kernel(1))
                .activation(HARD_SIGMOID);
        return x.multiply(gate);
    }

    private static Flow unit(Flow x, int channels, Window window, Function activation) {
        return x.conv(channels, window.centred()).batchNorm(EPSILON).activation(activation);
    }
}

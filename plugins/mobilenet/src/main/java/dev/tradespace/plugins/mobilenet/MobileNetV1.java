package dev.tradespace.plugins.mobilenet;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Strides;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.space.Configuration;
import java.util.List;
import java.util.stream.Stream;

/**
 * MobileNet v1: depthwise separable convolutions.
 *
 * <p>The paper draws ReLU; slim, whose trained networks the published accuracies are of, has ReLU6 and batch norm with
 * epsilon 1e-3, and so has this.
 *
 * @source Howard et al. 2017, "MobileNets", table 1; width multiplier: equation 6; resolution multiplier: equation 7
 */
final class MobileNetV1 {
    private static final int STEM = 32;
    private static final int LEAST_CHANNELS = 8;
    private static final double EPSILON = 1e-3;

    /** Table 1: each row is {@code Conv dw / s} and the {@code Conv / s1} after it. */
    private static final List<Separable> BODY = List.of(
            new Separable(64, 1),
            new Separable(128, 2),
            new Separable(128, 1),
            new Separable(256, 2),
            new Separable(256, 1),
            new Separable(512, 2),
            new Separable(512, 1),
            new Separable(512, 1),
            new Separable(512, 1),
            new Separable(512, 1),
            new Separable(512, 1),
            new Separable(1024, 2),
            // The table prints stride 2 here, but its sizes, 7x7 before and after, are those of stride 1.
            new Separable(1024, 1));

    private record Separable(int channels, int stride) {}

    private MobileNetV1() {}

    static Architecture build(Configuration configuration) {
        double width = configuration.real("width");
        int side = configuration.resolution();
        Flow x = Flow.input(Shape.of(3, side, side));
        List<Separable> body = Stages.scaled(BODY, Separable::channels, configuration.real("depth"));
        List<Integer> strides = Strides.skipping(
                configuration.integer("skipStrides"),
                Stream.concat(Stream.of(2), body.stream().map(Separable::stride))
                        .toList());
        x = x.in("stem", y -> convolution(y, channels(STEM, width), strides.get(0)));
        for (int i = 0; i < body.size(); i++) {
            int channels = channels(body.get(i).channels(), width);
            int stride = strides.get(i + 1);
            x = x.in("block" + (i + 1), y -> separable(y, channels, stride));
        }
        return x.globalAveragePool()
                .flatten()
                .dropout(configuration.real("dropout"))
                .dense(configuration.classes())
                .architecture();
    }

    private static Flow convolution(Flow x, int channels, int stride) {
        return x.conv(channels, kernel(3).stride(stride).centred())
                .batchNorm(EPSILON)
                .activation(Function.RELU6);
    }

    /** Figure 3, right: depthwise 3x3, then pointwise, each with batch norm and activation. */
    private static Flow separable(Flow x, int channels, int stride) {
        return x.depthwise(kernel(3).stride(stride).centred())
                .batchNorm(EPSILON)
                .activation(Function.RELU6)
                .pointwise(channels)
                .batchNorm(EPSILON)
                .activation(Function.RELU6);
    }

    /** Equation 6: alpha M, cut to a whole number as slim does it, without rounding to multiples of 8. */
    private static int channels(int channels, double width) {
        return Math.max(LEAST_CHANNELS, (int) (channels * width));
    }
}

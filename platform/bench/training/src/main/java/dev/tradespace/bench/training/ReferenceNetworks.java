package dev.tradespace.bench.training;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.StridedSlice.Range;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One network of every family for images of 32x32 and ten classes, written down here so that figures stay comparable whatever becomes of the
 * families' variants.
 */
final class ReferenceNetworks {
    private static final int CLASSES = 10;

    private ReferenceNetworks() {}

    /** The networks by name. */
    static Map<String, Supplier<Architecture>> all() {
        Map<String, Supplier<Architecture>> all = new LinkedHashMap<>();
        all.put("resnet20", ReferenceNetworks::resNet20);
        all.put("mobilenet", ReferenceNetworks::mobileNet);
        all.put("mbconv", ReferenceNetworks::mbConv);
        all.put("inception", ReferenceNetworks::inception);
        all.put("vit", ReferenceNetworks::vit);
        return Collections.unmodifiableMap(all);
    }

    private static Flow image() {
        return Flow.input(Shape.of(3, 32, 32));
    }

    private static Architecture head(Flow x) {
        return x.globalAveragePool().flatten().dense(CLASSES).architecture();
    }

    private static Flow unit(Flow x, int channels, int size, int stride, Function function) {
        return x.conv(channels, kernel(size).stride(stride).centred())
                .batchNorm()
                .activation(function);
    }

    /** He et al. 2016, section 4.2 with n = 3 and the parameter-free shortcut: 0.27 M parameters. */
    private static Architecture resNet20() {
        Flow x = unit(image(), 16, 3, 1, Function.RELU);
        for (int channels : new int[] {16, 32, 64}) {
            for (int block = 0; block < 3; block++) {
                x = residual(x, channels);
            }
        }
        return head(x);
    }

    private static Flow residual(Flow x, int channels) {
        int more = channels - x.channels();
        Flow inner = unit(x, channels, 3, more == 0 ? 1 : 2, Function.RELU)
                .conv(channels, kernel(3).padding(1))
                .batchNorm();
        Flow shortcut = more == 0
                ? x
                : x.slice(Range.ALL, Range.every(2), Range.every(2)).channelPad(0, more);
        return inner.add(shortcut).relu();
    }

    /** Depthwise separable convolutions as in Howard et al. 2017, from 32 to 256 channels. */
    private static Architecture mobileNet() {
        Flow x = unit(image(), 32, 3, 1, Function.RELU);
        x = separable(x, 64, 1);
        x = separable(x, 128, 2);
        x = separable(x, 128, 1);
        x = separable(x, 256, 2);
        return head(separable(x, 256, 1));
    }

    private static Flow separable(Flow x, int channels, int stride) {
        Flow depthwise =
                x.depthwise(kernel(3).stride(stride).padding(1)).batchNorm().relu();
        return unit(depthwise, channels, 1, 1, Function.RELU);
    }

    /** Inverted residuals with squeeze-and-excitation and SiLU as in Tan &amp; Le 2019, table 1, with kernels of 3 and 5. */
    private static Architecture mbConv() {
        Flow x = unit(image(), 16, 3, 2, Function.SILU);
        x = inverted(x, 24, 3, 1);
        x = inverted(x, 24, 3, 1);
        x = inverted(x, 40, 5, 2);
        x = inverted(x, 40, 5, 1);
        x = inverted(x, 80, 3, 2);
        return head(inverted(x, 80, 3, 1));
    }

    private static Flow inverted(Flow x, int channels, int size, int stride) {
        Flow wide = unit(x, 4 * x.channels(), 1, 1, Function.SILU)
                .depthwise(kernel(size).stride(stride).centred())
                .batchNorm()
                .activation(Function.SILU);
        Flow gate = wide.globalAveragePool()
                .biasedConv(wide.channels() / 4, kernel(1))
                .activation(Function.SILU)
                .biasedConv(wide.channels(), kernel(1))
                .activation(Function.SIGMOID);
        Flow narrow = wide.multiply(gate).pointwise(channels).batchNorm();
        return stride == 1 && channels == x.channels() ? narrow.add(x) : narrow;
    }

    /** Modules as in Szegedy et al. 2015, figure 2b, with batch norms: two at 32x32, two at 16x16, one at 8x8. */
    private static Architecture inception() {
        Flow x = unit(image(), 32, 3, 1, Function.RELU);
        x = module(module(x, 16), 16).maxPool(kernel(3).stride(2).padding(1));
        x = module(module(x, 32), 32).maxPool(kernel(3).stride(2).padding(1));
        return head(module(x, 48));
    }

    private static Flow module(Flow x, int width) {
        Flow one = unit(x, width, 1, 1, Function.RELU);
        Flow three = unit(unit(x, width, 1, 1, Function.RELU), 2 * width, 3, 1, Function.RELU);
        Flow five = unit(unit(x, width / 2, 1, 1, Function.RELU), width / 2, 5, 1, Function.RELU);
        Flow pooled = unit(x.maxPool(kernel(3).padding(1)), width / 2, 1, 1, Function.RELU);
        return one.concat(three, five, pooled);
    }

    /** Dosovitskiy et al. 2021 with patches of 4 pixels: 65 tokens of 64, four blocks of four heads. */
    private static Architecture vit() {
        Flow x = image().biasedConv(64, kernel(4).stride(4))
                .patchTokens()
                .classToken()
                .positionEmbedding();
        for (int block = 0; block < 4; block++) {
            Flow attended = x.add(x.layerNorm().attention(4));
            x = attended.add(
                    attended.layerNorm().dense(256).activation(Function.GELU).dense(64));
        }
        return x.layerNorm()
                .slice(Range.of(0, 1), Range.ALL)
                .flatten()
                .dense(CLASSES)
                .architecture();
    }
}

package dev.tradespace.devices.estimate;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.analysis.Analysis;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts against figures worked out by hand. */
class NetworkFeaturesTest {
    private static NetworkFeatures of(Flow flow) {
        return NetworkFeatures.of(Analysis.of(flow.architecture()));
    }

    @Test
    void sortsConvolutionsByWhatTheyCost() {
        Flow flow = Flow.input(Shape.of(3, 8, 8))
                .conv(16, kernel(3).centred())
                .conv(16, kernel(3).centred())
                .conv(16, kernel(3).stride(2).padding(1))
                .pointwise(8)
                .depthwise(kernel(3).centred())
                .conv(8, kernel(3).centred(), 2);
        NetworkFeatures counted = of(flow);
        assertEquals(64 * 16 * 27, counted.amount(CostKind.STEM));
        assertEquals(64 * 16 * 144, counted.amount(CostKind.CONVOLUTION_3X3));
        assertEquals(16 * 16 * 144, counted.amount(CostKind.CONVOLUTION), "stride 2");
        assertEquals(16 * 8 * 16, counted.amount(CostKind.POINTWISE));
        assertEquals(16 * 8 * 9, counted.amount(CostKind.DEPTHWISE));
        assertEquals(16 * 8 * 4 * 9, counted.amount(CostKind.GROUPED));
        assertEquals(6, counted.amount(CostKind.LAYERS));
        assertEquals(
                (3 + 16) * 64 + 32 * 64 + 16 * 64 + 16 * 16 + (16 + 8) * 16 + 2 * (8 + 8) * 16,
                counted.amount(CostKind.ACTIVATIONS),
                "read and written");
        assertEquals(16 * 27 + 2 * 16 * 144 + 8 * 16 + 8 * 9 + 8 * 36, counted.amount(CostKind.WEIGHTS));
    }

    @Test
    void countsAGateAsADenseLayerAndElements() {
        Flow x = Flow.input(Shape.of(8, 4, 4));
        NetworkFeatures counted =
                of(x.multiply(x.globalAveragePool().biasedConv(8, kernel(1)).activation(Function.SIGMOID)));
        assertEquals(64, counted.amount(CostKind.DENSE), "a convolution of a single position");
        assertEquals(
                (128 + 8) + (8 + 8) + (128 + 8 + 128), counted.amount(CostKind.ELEMENTWISE), "pool, sigmoid, product");
    }

    @Test
    void leavesOutWhatRuntimesFuse() {
        Flow flow = Flow.input(Shape.of(8, 4, 4)).pointwise(8);
        assertEquals(
                of(flow), of(Flow.input(Shape.of(8, 4, 4)).pointwise(8).relu().dropout(0.1)));
    }

    @Test
    void tellsProjectionsOfAttentionFromItsProducts() {
        NetworkFeatures counted = of(Flow.input(Shape.of(5, 12)).apply(new MultiHeadAttention(3, true)));
        assertEquals(2 * 5 * 5 * 12, counted.amount(CostKind.ATTENTION));
        assertEquals(5 * 4 * 12 * 12, counted.amount(CostKind.TOKENS));
        assertEquals(3 * 5 * 5, counted.amount(CostKind.SOFTMAX), "of each head");
    }

    @Test
    void tellsADenseLayerOfOneVectorFromOneOfTokens() {
        assertEquals(12 * 7, of(Flow.input(Shape.of(12)).dense(7)).amount(CostKind.DENSE));
        assertEquals(50 * 12 * 7, of(Flow.input(Shape.of(50, 12)).dense(7)).amount(CostKind.TOKENS));
    }

    @Test
    void countsConvolutionsWhoseChannelsFillNoVectorsAsIfTheyDid() {
        assertEquals(0, of(Flow.input(Shape.of(8, 4, 4)).pointwise(16)).amount(CostKind.UNALIGNED));
        assertEquals(
                16 * 8 * 16,
                of(Flow.input(Shape.of(8, 4, 4)).pointwise(12)).amount(CostKind.UNALIGNED),
                1e-9,
                "12 as 16");
        assertEquals(
                16 * 16 * 16 * 9,
                of(Flow.input(Shape.of(9, 4, 4)).conv(10, kernel(3).centred())).amount(CostKind.UNALIGNED),
                1e-9,
                "9 and 10 as 16");
        assertEquals(
                0,
                of(Flow.input(Shape.of(3, 4, 4)).conv(9, kernel(3).centred())).amount(CostKind.UNALIGNED),
                "of an image");
        assertEquals(
                0,
                of(Flow.input(Shape.of(9, 4, 4)).depthwise(kernel(3).centred())).amount(CostKind.UNALIGNED),
                "depthwise");
    }

    @Test
    void countsElementsThatNoCacheKeepsOnceMore() {
        Flow x = Flow.input(Shape.of(8, 160, 160)).pointwise(8);
        assertEquals(
                0,
                of(Flow.input(Shape.of(8, 16, 16)).activation(Function.SIGMOID).pointwise(8))
                        .amount(CostKind.LARGE_TENSORS));
        assertEquals(
                2 * 8 * 160 * 160 - 200_000, of(x.activation(Function.SIGMOID)).amount(CostKind.LARGE_TENSORS));
    }

    @Test
    void refusesANetworkWithoutWorkAndOneOfLessThanNone() {
        assertThrows(IllegalArgumentException.class, () -> new NetworkFeatures(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new NetworkFeatures(Map.of(CostKind.LAYERS, -1.0)));
    }
}

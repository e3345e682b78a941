package dev.tradespace.core.analysis;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Shape;
import org.junit.jupiter.api.Test;

/** Counts against figures worked out by hand. */
class AnalysisTest {
    private static final Shape IMAGE = Shape.of(3, 8, 8);

    private static Analysis of(Flow flow) {
        return Analysis.of(flow.architecture());
    }

    @Test
    void countsAConvolutionByPositionsKernelAndChannels() {
        Analysis counted =
                of(Flow.input(IMAGE).biasedConv(16, kernel(3).stride(2).padding(1)));
        assertEquals(16 * 3 * 3 * 3 + 16, counted.params());
        assertEquals(new Macs(4 * 4 * 16 * 3 * 3 * 3, 0, 0), counted.macs(), "4x4 positions; a bias adds no products");
    }

    @Test
    void countsGroupsAsOneOverTheirNumber() {
        Analysis counted =
                of(Flow.input(Shape.of(8, 5, 7)).conv(12, kernel(1, 3).centred(), 4));
        assertEquals(12 * 2 * 3, counted.params());
        assertEquals(5 * 7 * 12 * 2 * 3, counted.macs().total());
    }

    /** K x K x N for the depthwise half and N x M for the pointwise half, per position. */
    @Test
    void countsADepthwiseSeparableConvolutionWithAllWeightsOfItsPointwiseHalf() {
        long n = 32;
        long m = 64;
        Analysis counted = of(
                Flow.input(Shape.of(32, 14, 14)).depthwise(kernel(3).centred()).pointwise(64));
        assertEquals(3 * 3 * n + n * m, counted.params());
        assertEquals(14 * 14 * (3 * 3 * n + n * m), counted.macs().convolution());
        assertEquals(14 * 14 * 3 * 3 * n, counted.layers().get(1).macs().total());
        assertEquals(n * m, counted.layers().get(2).params());
    }

    @Test
    void countsDenseLayersForEveryToken() {
        Analysis counted = of(Flow.input(Shape.of(5, 7)).dense(11));
        assertEquals(7 * 11 + 11, counted.params());
        assertEquals(new Macs(0, 5 * 7 * 11, 0), counted.macs());
    }

    @Test
    void countsAttentionAsProjectionsAndTwoProducts() {
        Analysis counted = of(Flow.input(Shape.of(5, 12)).apply(new MultiHeadAttention(3, true)));
        assertEquals(4 * 12 * 12 + 4 * 12, counted.params());
        assertEquals(new Macs(0, 5 * 4 * 12 * 12, 2 * 5 * 5 * 12), counted.macs());
    }

    @Test
    void countsMatrixProductsAsAttention() {
        Flow x = Flow.input(Shape.of(3, 5, 7));
        assertEquals(
                new Macs(0, 0, 3 * 5 * 5 * 7),
                of(x.apply(new MatrixProduct(true, 1), x)).macs());
    }

    @Test
    void countsNoProductsOfNormsActivationsAndPools() {
        Analysis counted =
                of(Flow.input(IMAGE).batchNorm().relu().maxPool(kernel(2)).globalAveragePool());
        assertEquals(Macs.NONE, counted.macs());
        assertEquals(2 * 3, counted.params());
        assertEquals(2 * 3, counted.statistics(), "running mean and variance are no parameters");
    }

    @Test
    void takesOneBytePerWeightAndFourPerBiasAtInt8() {
        Analysis counted = of(Flow.input(IMAGE)
                .conv(16, kernel(3))
                .batchNorm()
                .globalAveragePool()
                .flatten()
                .dense(10));
        long kernels = 16 * 3 * 9 + 16 * 10;
        long scalesAndBiases = 2 * 16 + 10;
        assertEquals(kernels + 4 * scalesAndBiases, counted.int8Bytes(), "statistics are folded away");
        assertEquals(4 * (kernels + scalesAndBiases + 2 * 16), counted.fp32Bytes(), "statistics are kept");
    }

    @Test
    void keepsWhatALayerReadsAndWritesAlive() {
        long in = 3 * 64;
        long wide = 16 * 64;
        assertEquals(in + wide, of(Flow.input(IMAGE).conv(16, kernel(1))).peakActivationElements());
        assertEquals(
                2 * wide,
                of(Flow.input(IMAGE).conv(16, kernel(1)).relu().conv(2, kernel(1)))
                        .peakActivationElements(),
                "nothing works in place; the image is gone by then");
        assertEquals(
                4L * 2 * wide, of(Flow.input(IMAGE).conv(16, kernel(1)).relu()).peakActivationBytes());
    }

    @Test
    void keepsAShortcutAliveUntilItsJoin() {
        Flow x = Flow.input(IMAGE);
        Flow deep = x.conv(4, kernel(1)).conv(16, kernel(1)).conv(3, kernel(1));
        int image = 3 * 64;
        assertEquals(image + 16 * 64 + 4 * 64, of(deep.add(x)).peakActivationElements());
        Flow y = Flow.input(IMAGE);
        assertEquals(
                16 * 64 + 4 * 64,
                of(y.conv(4, kernel(1)).conv(16, kernel(1)).conv(3, kernel(1))).peakActivationElements());
    }

    @Test
    void keepsEveryBranchAliveUntilTheyAreConcatenated() {
        Flow x = Flow.input(IMAGE);
        Flow joined = x.conv(4, kernel(1)).concat(x.conv(5, kernel(1)), x.conv(6, kernel(1)));
        assertEquals((4 + 5 + 6) * 64 + 15 * 64, of(joined).peakActivationElements());
    }

    @Test
    void freesATensorThatOneLayerReadsTwiceOnlyOnce() {
        Flow x = Flow.input(IMAGE).relu();
        assertEquals(2 * 3 * 64, of(x.add(x).relu()).peakActivationElements());
    }

    private static Architecture withBranches(boolean auxiliary) {
        Flow x = Flow.input(IMAGE).conv(4, kernel(1));
        Flow head = x.in("aux", y -> y.conv(64, kernel(1))
                .batchNorm()
                .globalAveragePool()
                .flatten()
                .dense(10));
        Flow output = x.globalAveragePool().flatten().dense(10);
        return auxiliary ? output.architecture(head) : output.architecture();
    }

    @Test
    void countsDeadBranchesNowhere() {
        Analysis plain = of(Flow.input(IMAGE)
                .conv(4, kernel(1))
                .globalAveragePool()
                .flatten()
                .dense(10));
        assertEquals(plain, Analysis.of(withBranches(false)));
    }

    @Test
    void countsAuxiliaryHeadsAsParametersOnly() {
        Analysis plain = Analysis.of(withBranches(false));
        Analysis trained = Analysis.of(withBranches(true));
        assertEquals(plain.params() + 4 * 64 + 2 * 64 + 64 * 10 + 10, trained.params());
        assertEquals(plain.statistics(), trained.statistics());
        assertEquals(plain.macs(), trained.macs());
        assertEquals(plain.peakActivationElements(), trained.peakActivationElements());
        assertEquals(plain.fp32Bytes(), trained.fp32Bytes());
        assertEquals(plain.int8Bytes(), trained.int8Bytes());
        assertEquals(plain.layers(), trained.layers());
    }

    @Test
    void countsSharedWeightsOfOneLayerOnce() {
        Flow x = Flow.input(Shape.of(12));
        Flow once = x.dense(12);
        assertEquals(12 * 12 + 12, of(once.add(once)).params());
    }

    @Test
    void doesNotOverflowAnInt() {
        Analysis counted = of(Flow.input(Shape.of(2048, 512, 512))
                .apply(new Convolution(4096, kernel(3).centred(), 1, false)));
        assertEquals(512L * 512 * 4096 * 2048 * 9, counted.macs().total());
        assertEquals(512L * 512 * (4096 + 2048), counted.peakActivationElements());
    }
}

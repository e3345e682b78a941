package dev.tradespace.core.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.measure.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerProfileTest {
    private static final Target TARGET = new Target("toy-cpu/one", "toy-cpu", "toy", "int8", 1, "a toy");

    /** Layers are called conv1, bn1, relu1, conv2, flatten1, dense1. */
    private static final Architecture NETWORK = Flow.input(Shape.of(3, 8, 8))
            .conv(4, Window.kernel(3).padding(1))
            .batchNorm()
            .relu()
            .conv(2, Window.kernel(1))
            .flatten()
            .dense(5)
            .architecture();

    private static final long FIRST = 8 * 8 * 4 * 3 * 3 * 3;
    private static final long SECOND = 8 * 8 * 2 * 4;
    private static final long THIRD = 8 * 8 * 2 * 5;

    @Test
    void aFusedLayersWorkIsThatOfTheNodeWhichReadsIt() {
        LayerProfile profile = profile(
                node("relu1_nchwc", "QLinearConv", "int8", 50),
                node("ReorderOutput", "ReorderOutput", "fp32", 5),
                node("conv2/quantized", "Conv", "fp32", 30),
                node("dense1", "Gemm", "fp32", 10));

        assertEquals(List.of(FIRST, 0L, SECOND, THIRD), macs(profile));
        assertEquals(
                List.of(Optional.of("relu1"), Optional.empty(), Optional.of("conv2"), Optional.of("dense1")),
                profile.nodes().stream().map(LayerProfile.Node::layer).toList());
        assertEquals(FIRST, profile.int8Macs());
        assertEquals(Analysis.of(NETWORK).macs().total(), profile.macs());
    }

    @Test
    void partsAreSortedByTimeAndHoldEveryNodeOnce() {
        LayerProfile profile = profile(
                node("relu1", "QLinearConv", "int8", 20),
                node("conv2", "Conv", "fp32", 30),
                node("conv2/scale", "Mul", "fp32", 15),
                node("reorder", "Reorder", "fp32", 7));

        assertEquals(
                List.of(
                        new LayerProfile.Part("conv2", List.of("Conv", "Mul"), "fp32", 2, 45, SECOND),
                        new LayerProfile.Part("relu1", List.of("QLinearConv"), "int8", 1, 20, FIRST),
                        new LayerProfile.Part("reorder", List.of("Reorder"), "fp32", 1, 7, 0)),
                profile.layers());
        assertEquals(
                List.of("Conv", "QLinearConv", "Mul", "Reorder"),
                profile.operations().stream().map(LayerProfile.Part::name).toList());
        assertEquals(72 + 3, profile.totalNanos(), "the nodes and the rest");
    }

    /** A node that only converts the weights bears the name of the layer; the layer's work is elsewhere. */
    @Test
    void aNodeThatDoesNotMultiplyDoesNoWork() {
        LayerProfile profile = profile(
                node("conv1/weight", "DequantizeLinear", "int8", 9),
                node("relu1", "Conv", "fp32", 50),
                node("conv2", "Conv", "fp32", 30),
                node("dense1", "Gemm", "fp32", 10));

        assertEquals(List.of(0L, FIRST, SECOND, THIRD), macs(profile));
        assertEquals(0, profile.int8Macs());
    }

    @Test
    void anUnknownOperationDoesTheWorkOfTheLayerThatItIsNamedAfter() {
        assertEquals(List.of(SECOND), macs(profile(node("conv2", "Toy", "fp32", 30))));
    }

    /** Tokens 6, width 4, 2 heads: projections of 6 x 4 x 4, products of 2 x 6 x 6 x 2. */
    @Test
    void aLayerOfSeveralProductsSharesItsWorkByTheirSizes() {
        Architecture network = Flow.input(Shape.of(6, 4)).attention(2).architecture();
        String layer = network.output();
        RuntimeProfile runtime = new RuntimeProfile(
                "toy 1",
                50,
                100,
                3,
                100,
                List.of(
                        product(layer + "/q", List.of(6, 4), List.of(6, 4)),
                        product(layer + "/products", List.of(1, 2, 6, 2), List.of(1, 2, 6, 6)),
                        product(layer + "/read", List.of(1, 2, 6, 6), List.of(1, 2, 6, 2)),
                        product(layer + "/k", List.of(6, 4), List.of(6, 4)),
                        product(layer + "/v", List.of(6, 4), List.of(6, 4)),
                        product(layer + "/product", List.of(6, 4), List.of(6, 4))));

        LayerProfile profile = LayerProfile.of(runtime, Analysis.of(network), TARGET);

        assertEquals(List.of(96L, 144L, 144L, 96L, 96L, 96L), macs(profile));
        assertEquals(Analysis.of(network).macs().total(), profile.macs());
    }

    private static LayerProfile profile(NodeTime... nodes) {
        return LayerProfile.of(
                new RuntimeProfile("toy 1", 50, 100, 3, 100, List.of(nodes)), Analysis.of(NETWORK), TARGET);
    }

    private static List<Long> macs(LayerProfile profile) {
        return profile.nodes().stream().map(LayerProfile.Node::macs).toList();
    }

    private static NodeTime node(String name, String operation, String precision, long nanos) {
        return new NodeTime(name, operation, precision, List.of(1, 4), List.of(1, 4), nanos, 0, nanos);
    }

    private static NodeTime product(String name, List<Integer> input, List<Integer> output) {
        return new NodeTime(name, "Gemm", "fp32", input, output, 10, 0, 10);
    }
}

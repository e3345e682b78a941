package dev.tradespace.api.arch;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.StridedSlice.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {
    private static Flow image() {
        return Flow.input(Shape.of(3, 32, 32));
    }

    private static List<String> names(Architecture architecture) {
        return architecture.layers().stream().map(Layer::name).toList();
    }

    @Test
    void numbersLayersOfAKindWithinTheirScope() {
        Flow x = image().conv(8, kernel(3).centred()).batchNorm().relu();
        x = x.in(
                "stage1",
                stage -> stage.in(
                        "block0",
                        y -> y.add(
                                y.conv(8, kernel(3).centred()).conv(8, kernel(3).centred()))));
        x = x.conv(8, kernel(1));
        assertEquals(
                List.of(
                        "input",
                        "conv1",
                        "bn1",
                        "relu1",
                        "stage1.block0.conv1",
                        "stage1.block0.conv2",
                        "stage1.block0.add1",
                        "conv2"),
                names(x.architecture()));
    }

    @Test
    void keepsTheNamesOfNumberedKindsApart() {
        Flow x = image();
        for (int i = 0; i < 61; i++) {
            x = x.relu();
        }
        Architecture built = x.activation(Function.RELU6).architecture();
        Set<String> unique = new HashSet<>(names(built));
        assertEquals(63, unique.size());
        assertTrue(unique.containsAll(List.of("relu61", "relu6-1")), unique.toString());
    }

    @Test
    void recordsWhatEachLayerReads() {
        Flow x = image();
        Flow left = x.conv(4, kernel(1));
        Flow right = x.conv(5, kernel(1));
        Architecture built = left.concat(right, left).architecture();
        Layer concat = built.layer("concat1");
        assertEquals(List.of("conv1", "conv2", "conv1"), concat.inputs());
        assertEquals(List.of(Shape.of(4, 32, 32), Shape.of(5, 32, 32), Shape.of(4, 32, 32)), concat.inputShapes());
        assertEquals(Shape.of(13, 32, 32), built.outputShape());
        assertEquals("concat1", built.output());
    }

    @Test
    void writesAWholeTransformer() {
        Architecture built = image().biasedConv(12, kernel(8).stride(8))
                .patchTokens()
                .classToken()
                .positionEmbedding()
                .in("block0", x -> x.add(x.layerNorm().attention(3)))
                .in(
                        "block1",
                        x -> x.add(x.layerNorm()
                                .dense(48)
                                .activation(Function.GELU)
                                .dense(12)))
                .slice(Range.of(0, 1), Range.ALL)
                .flatten()
                .dense(10)
                .architecture();
        assertEquals(Shape.of(10), built.outputShape());
        assertEquals(Shape.of(17, 12), built.layer("block0.attention1").shape());
    }

    @Test
    void refusesAScopeWhoseNameIsTaken() {
        Flow x = image().in("stem", Flow::relu);
        BadArchitecture bad = assertThrows(BadArchitecture.class, () -> x.in("stem", Flow::relu));
        assertEquals("scope stem: the name is taken twice", bad.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a..b", ".a", "a/b"})
    void refusesAScopeThatCannotStandInAName(String scope) {
        assertThrows(BadArchitecture.class, () -> image().in(scope, Flow::relu));
    }

    @Test
    void leavesAScopeWhoseBodyThrew() {
        Flow x = image();
        assertThrows(BadArchitecture.class, () -> x.in("stem", y -> y.conv(4, kernel(99))));
        assertEquals(List.of("input", "relu1"), names(x.relu().architecture()));
    }

    @Test
    void refusesAFlowOfAnotherArchitectureWhereverItIsGiven() {
        Flow own = image().relu();
        Flow foreign = image().relu();
        String message = "layer relu1: it belongs to another architecture";
        assertEquals(
                message,
                assertThrows(BadArchitecture.class, () -> own.add(foreign)).getMessage());
        assertEquals(
                message,
                assertThrows(BadArchitecture.class, () -> own.architecture(foreign))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(BadArchitecture.class, () -> own.in("scope", x -> foreign))
                        .getMessage());
    }

    @Test
    void refusesASecondInput() {
        BadArchitecture bad = assertThrows(BadArchitecture.class, () -> image().apply(new Input(Shape.of(3, 32, 32))));
        assertEquals("layer input: input takes 0 inputs, was given 1", bad.getMessage());
    }

    @Test
    void refusesOneInputWhereTwoAreNeeded() {
        assertEquals(
                "layer add1: add takes at least 2 inputs, was given 1",
                assertThrows(BadArchitecture.class, () -> image().add()).getMessage());
        assertEquals(
                "layer dropout1: dropout takes 1 input, was given 2",
                assertThrows(BadArchitecture.class, () -> {
                            Flow x = image();
                            x.apply(new Dropout(0.5), x);
                        })
                        .getMessage());
    }

    @Test
    void namesTheLayerAndBothShapesWhenTheyDoNotFit() {
        Flow x = image();
        assertEquals(
                "layer stage.add1: cannot add 8x16x16 to 3x32x32",
                assertThrows(
                                BadArchitecture.class,
                                () -> x.in(
                                        "stage", y -> y.add(y.conv(8, kernel(2).stride(2)))))
                        .getMessage());
        assertEquals(
                "layer conv1: kernel 33x33 is wider than its input 3x32x32 (with padding 32x32)",
                assertThrows(BadArchitecture.class, () -> x.conv(8, kernel(33))).getMessage());
        assertEquals(
                "layer conv2: its 2 groups do not divide the 3 channels of its input 3x32x32",
                assertThrows(BadArchitecture.class, () -> x.conv(8, kernel(1), 2))
                        .getMessage());
    }

    @Test
    void namesTheLayerWhoseSizeCannotBeCounted() {
        Flow x = Flow.input(Shape.of(1 << 30, 1 << 15, 1));
        assertEquals(
                "layer concat1: concat along axis 0 of [1073741824x32768x1, 1073741824x32768x1]"
                        + " is larger than can be counted",
                assertThrows(BadArchitecture.class, () -> x.concat(x)).getMessage());
        assertEquals(
                "layer flatten1: flatten of [1073741824x32768x1] is larger than can be counted",
                assertThrows(BadArchitecture.class, x::flatten).getMessage());
    }

    @Test
    void splitsAndConcatenatesAlongAnyAxis() {
        Flow x = Flow.input(Shape.of(6, 4, 8));
        assertEquals(
                List.of(Shape.of(2, 4, 8), Shape.of(2, 4, 8), Shape.of(2, 4, 8)),
                x.split(0, 3).stream().map(Flow::shape).toList());
        assertEquals(Shape.of(6, 4, 8), Flow.concat(2, x.split(2, 4)).shape());
        assertEquals(
                "after layer input: cannot split axis 0 of 6x4x8 into 4",
                assertThrows(BadArchitecture.class, () -> x.split(0, 4)).getMessage());
    }

    @Test
    void writesAttentionByHand() {
        Flow x = Flow.input(Shape.of(6, 4, 8)).reshape(Shape.of(6, 32)).transpose(1, 0);
        Flow scores =
                x.dense(16, false).matrixProductTransposed(x.dense(16), 0.25).softmax(1);
        assertEquals(Shape.of(32, 32), scores.shape());
        assertEquals(Shape.of(32, 6), scores.matrixProduct(x).layerNorm(1e-5).shape());
    }
}

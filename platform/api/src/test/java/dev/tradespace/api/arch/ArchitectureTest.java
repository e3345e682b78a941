package dev.tradespace.api.arch;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.arch.Architecture.Draft;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Shape IMAGE = Shape.of(3, 8, 8);
    private static final Draft INPUT = draft("image", new Input(IMAGE));

    private static Draft draft(String name, Op op, String... inputs) {
        return new Draft(name, op, List.of(inputs));
    }

    private static Draft relu(String name, String input) {
        return draft(name, new Activation(Function.RELU), input);
    }

    private static String refusal(List<Draft> drafts, String output, String... auxiliary) {
        return String.valueOf(
                assertThrows(BadArchitecture.class, () -> Architecture.assemble(drafts, output, List.of(auxiliary)))
                        .getMessage());
    }

    @Test
    void putsDraftsIntoAnOrderInWhichTheyCanRun() {
        Architecture built = Architecture.assemble(
                List.of(draft("sum", new Add(), "b", "a"), relu("b", "a"), relu("a", "image"), INPUT),
                "sum",
                List.of());
        assertEquals(
                List.of("image", "a", "b", "sum"),
                built.layers().stream().map(Layer::name).toList());
        assertEquals(IMAGE, built.outputShape());
        assertEquals(IMAGE, built.inputShape());
    }

    @Test
    void keepsAnOrderThatCanRun() {
        List<Draft> drafts = List.of(
                draft("p", new LearnedParameter(IMAGE, 1)),
                INPUT,
                relu("z", "image"),
                relu("a", "image"),
                relu("m", "z"));
        assertEquals(
                drafts.stream().map(Draft::name).toList(),
                Architecture.assemble(drafts, "m", List.of()).layers().stream()
                        .map(Layer::name)
                        .toList());
    }

    @Test
    void refusesGraphsThatCannotBe() {
        assertEquals("layer a: its input b is unknown", refusal(List.of(INPUT, relu("a", "b")), "a"));
        assertEquals(
                "layer a: the name is taken twice",
                refusal(List.of(INPUT, relu("a", "image"), relu("a", "image")), "a"));
        assertEquals("an architecture has exactly one input, this one has 0", refusal(List.of(), "a"));
        assertEquals(
                "an architecture has exactly one input, this one has 2",
                refusal(List.of(INPUT, draft("second", new Input(IMAGE))), "image"));
        assertEquals("the output is the unknown layer x", refusal(List.of(INPUT), "x"));
        assertEquals("an auxiliary output is the unknown layer x", refusal(List.of(INPUT), "image", "x"));
        assertEquals(
                "layer sum: add takes at least 2 inputs, was given 1",
                refusal(List.of(INPUT, draft("sum", new Add(), "image")), "sum"));
        assertEquals(
                "layer sum: cannot add 4 to 3x8x8",
                refusal(
                        List.of(
                                INPUT,
                                draft("p", new LearnedParameter(Shape.of(4), 1)),
                                draft("sum", new Add(), "image", "p")),
                        "sum"));
    }

    @Test
    void namesTheCycle() {
        List<Draft> drafts =
                List.of(INPUT, draft("a", new Add(), "image", "c"), relu("b", "a"), relu("c", "b"), relu("d", "c"));
        assertEquals("layer a: it reads itself by the cycle a <- c <- b <- a", refusal(drafts, "d"));
        assertEquals("layer a: it reads itself by the cycle a <- a", refusal(List.of(INPUT, relu("a", "a")), "a"));
    }

    private static Architecture withHeads() {
        Flow x = Flow.input(IMAGE).conv(4, kernel(3).centred());
        Flow head = x.in("aux", y -> y.globalAveragePool().flatten().dense(10));
        x.in("dead", Flow::relu);
        return x.in("head", y -> y.globalAveragePool().flatten().dense(10)).architecture(head);
    }

    @Test
    void leavesAuxiliaryHeadsAndDeadBranchesOutOfInference() {
        Architecture built = withHeads();
        assertEquals(
                List.of("input", "conv1", "head.avgpool1", "head.flatten1", "head.dense1"),
                built.inferenceLayers().stream().map(Layer::name).toList());
        assertEquals(List.of("aux.dense1"), built.auxiliaryOutputs());
    }

    @Test
    void leavesDeadBranchesOutOfTraining() {
        assertEquals(
                List.of(
                        "input",
                        "conv1",
                        "aux.avgpool1",
                        "aux.flatten1",
                        "aux.dense1",
                        "head.avgpool1",
                        "head.flatten1",
                        "head.dense1"),
                withHeads().trainingLayers().stream().map(Layer::name).toList());
    }

    @Test
    void keepsTheInputEvenWhereNothingReadsIt() {
        Flow x = Flow.input(IMAGE);
        Architecture built = x.learned(Shape.of(10), 1).architecture();
        assertEquals(2, built.inferenceLayers().size());
    }

    @Test
    void namesEveryTensorOfWeights() {
        assertEquals(
                List.of(
                        "conv1.weight",
                        "aux.dense1.weight",
                        "aux.dense1.bias",
                        "head.dense1.weight",
                        "head.dense1.bias"),
                List.copyOf(withHeads().weights().keySet()));
    }

    @Test
    void isEqualByLayersNamesAndOutputs() {
        assertEquals(withHeads(), withHeads());
        assertEquals(withHeads().hashCode(), withHeads().hashCode());
        Architecture one = Architecture.assemble(List.of(INPUT, relu("a", "image")), "a", List.of());
        Architecture other = Architecture.assemble(List.of(INPUT, relu("b", "image")), "b", List.of());
        assertNotEquals(one, other);
        assertNotEquals(one, Architecture.assemble(List.of(INPUT, relu("a", "image")), "a", List.of("a")));
        assertEquals("2 layers, 3x8x8 to 3x8x8", one.toString());
    }

    @Test
    void saysWhichLayerIsMissing() {
        assertEquals(
                "there is no layer x",
                assertThrows(IllegalArgumentException.class, () -> withHeads().layer("x"))
                        .getMessage());
    }

    @Test
    void bearsGraphsOfThousandsOfLayers() {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 5_000; i > 0; i--) {
            drafts.add(i % 2 == 0 ? relu("l" + i, "l" + (i - 1)) : draft("l" + i, new Identity(), "l" + (i - 1)));
        }
        drafts.add(draft("l0", new Input(IMAGE)));
        Architecture deep = Architecture.assemble(drafts, "l5000", List.of());
        assertEquals(5_001, deep.layers().size());
        assertEquals("l0", deep.layers().get(0).name());
        assertEquals(5_001, deep.inferenceLayers().size());
        assertEquals(32, deep.digest().length());
        assertEquals(32, deep.canonicalDigest().length());
        assertEquals("random:1", RandomWeights.of(deep, 1).id());
        assertEquals(
                deep.hashCode(),
                Architecture.assemble(drafts, "l5000", List.of()).hashCode());
    }

    /** It is counted nowhere, exported nowhere and trained nowhere: a file of weights must not ask for it either. */
    @Test
    void aLayerThatNothingReadsHasNoWeights() {
        Architecture built = Architecture.assemble(
                List.of(
                        INPUT,
                        draft("dense1", new Dense(4, true), "flat"),
                        draft("pool", new GlobalPool(Pool.Kind.AVERAGE), "image"),
                        draft("flat", new Flatten(), "pool"),
                        draft("unread", new Dense(9, true), "flat")),
                "dense1",
                List.of());
        assertEquals(
                List.of("dense1.weight", "dense1.bias"),
                List.copyOf(built.weights().keySet()));
    }
}

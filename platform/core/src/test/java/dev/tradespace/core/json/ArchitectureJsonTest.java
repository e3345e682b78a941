package dev.tradespace.core.json;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.BadArchitecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureJsonTest {
    private static final String SMALL = "{'format':1,'layers':["
            + "{'name':'image','op':{'kind':'input','shape':[3,8,8]},'inputs':[]},"
            + "{'name':'c','op':{'kind':'convolution','channels':4,'window':{'kernelHeight':3,'kernelWidth':3,"
            + "'strideHeight':1,'strideWidth':1,'dilationHeight':1,'dilationWidth':1,'padding':{'kind':'same'}},"
            + "'groups':1,'bias':true},'inputs':['image']},"
            + "{'name':'a','op':{'kind':'activation','function':'hard-swish'},'inputs':['c']}"
            + "],'output':'a','auxiliaryOutputs':['c']}";

    private final ArchitectureJson json = new ArchitectureJson();

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private String refusal(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> json.read(quoted(text)))
                .getMessage());
    }

    @Test
    void writesTheFormThatStoresHold() {
        Flow image = Flow.input(Shape.of(3, 8, 8));
        Flow conv = image.biasedConv(4, kernel(3).same());
        String written = json.write(conv.activation(Function.HARD_SWISH).architecture(conv));
        assertEquals(
                quoted(SMALL)
                        .replace("\"image\"", "\"input\"")
                        .replace("\"c\"", "\"conv1\"")
                        .replace("\"a\"", "\"hard-swish1\""),
                written);
    }

    @Test
    void bringsAnArchitectureBackAsItWas() {
        Architecture network = Flow.input(Shape.of(3, 32, 32))
                .conv(16, kernel(3).stride(2).same())
                .batchNorm()
                .relu()
                .in("block", x -> x.add(x.depthwise(kernel(3).centred()).stochasticDepth(0.2 * 3 / 17)))
                .maxPoolCeil(kernel(3).stride(2))
                .globalAveragePool()
                .flatten()
                .dense(10)
                .architecture();
        Architecture back = json.read(json.write(network));
        assertEquals(network, back);
        assertEquals(network.digest(), back.digest());
        assertEquals(json.write(network), json.write(back));
    }

    /** As files have it that were written before learned parameters had other initial values. */
    @Test
    void readsALearnedParameterWithoutAMean() {
        Flow image = Flow.input(Shape.of(3, 8, 8));
        Architecture network = image.add(image.learned(Shape.of(3, 8, 8), 0.5)).architecture();
        String written = json.write(network);
        assertTrue(written.contains(quoted("{'kind':'learned-parameter','shape':[3,8,8],'deviation':0.5}")), written);
        assertEquals(network, json.read(written));
        Architecture about = image.add(image.learned(LearnedParameter.normal(Shape.of(3, 8, 8), 1.5, 0.5)))
                .architecture();
        assertEquals(about, json.read(json.write(about)));
    }

    @Test
    void readsLayersInAnyOrder() {
        Architecture small = json.read(quoted(SMALL));
        assertEquals(Shape.of(4, 8, 8), small.outputShape());
        assertEquals(1, small.auxiliaryOutputs().size());
    }

    @Test
    void infersShapesAgainInsteadOfBelievingThem() {
        BadArchitecture bad = assertThrows(
                BadArchitecture.class,
                () -> json.read(quoted(SMALL.replace("'kernelHeight':3", "'kernelHeight':99")
                        .replace("{'kind':'same'}", "{'kind':'explicit','top':0,'bottom':0,'left':0,'right':0}"))));
        assertEquals("layer c: kernel 99x3 is wider than its input 3x8x8 (with padding 8x8)", bad.getMessage());
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("'format':1", "'format':2", "format must be 1, was 2"),
                arguments("'format':1,", "", "/format: "),
                arguments("'output':'a',", "", "/output: "),
                arguments("'output':'a'", "'output':null", "/output: "),
                arguments("'output':'a'", "'output':'b'", "the output is the unknown layer b"),
                arguments("'inputs':['c']", "'inputs':['d']", "layer a: its input d is unknown"),
                arguments("'inputs':['c']", "'inputs':['a']", "layer a: it reads itself by the cycle a <- a"),
                arguments("'inputs':['c']", "'inputs':[null]", "/layers/2/inputs"),
                arguments(",'inputs':['c']", "", "/layers/2/inputs: "),
                arguments("'name':'a'", "'name':'c'", "layer c: the name is taken twice"),
                arguments("'name':'a',", "", "/layers/2/name: "),
                arguments("'bias':true", "'bias':1", "/layers/1/op/bias: "),
                arguments(",'bias':true", "", "/layers/1/op/bias: "),
                arguments("'groups':1", "'groups':1.5", "/layers/1/op/groups: "),
                arguments("'groups':1", "'groups':3", "groups must divide the 4 output channels, was 3"),
                arguments("'groups':1", "'groups':1,'colour':2", "/layers/1/op/colour: is unknown; known are"),
                arguments("[3,8,8]", "[3,0,8]", "every size must be at least 1, was [3, 0, 8]"),
                arguments("[3,8,8]", "[3,'8',8]", "/layers/0/op/shape/1: must be a whole number, was 8"),
                arguments("[3,8,8]", "3", "/layers/0/op/shape: must be a list, was 3"),
                arguments("'hard-swish'", "'HARD_SWISH'", "/layers/2/op/function: "),
                arguments("'hard-swish'", "0", "/layers/2/op/function: "),
                arguments("'kind':'activation'", "'kind':'magic'", "/layers/2/op: "),
                arguments("'kind':'same'", "'kind':'java.lang.Object'", "padding: "),
                arguments("{'name':'a'", "null,{'name':'a'", "/layers"),
                arguments(
                        "'auxiliaryOutputs':['c']}",
                        "'auxiliaryOutputs':['c']} {}",
                        "there must be nothing after the end of the document"));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @MethodSource("broken")
    void refusesWhatIsBrokenAndSaysWhere(String right, String wrong, String message) {
        String text = SMALL.replace(right, wrong);
        assertTrue(SMALL.contains(right), right);
        String refusal = refusal(text);
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void refusesWhatIsNoArchitectureAtAll() {
        for (String text : new String[] {"", "null", "[]", "1", "{", "{}", "'a'"}) {
            assertThrows(BadDocument.class, () -> json.read(quoted(text)), text);
        }
    }
}

package dev.tradespace.training.dl4j.executor.operation;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.Window;
import dev.tradespace.onnx.OperationSamples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation in every form, forwards and backwards. */
class OperationStepsTest {
    /**
     * What matters here beside what an export meets: values with several readers, arrays that are worked on in place,
     * fused pairs.
     */
    private static Map<String, Architecture> further() {
        Map<String, Architecture> all = new LinkedHashMap<>();
        Shape map = Shape.of(16, 7, 5);
        Flow x = Flow.input(map);
        all.put("pointwise convolution", x.pointwise(24).architecture());
        all.put(
                "pointwise convolution with stride",
                x.conv(8, kernel(1).stride(2)).architecture());
        all.put("depthwise 3x3", x.depthwise(kernel(3).padding(1)).architecture());
        all.put(
                "depthwise 3x3 at stride 2",
                x.depthwise(kernel(3).padding(1).stride(2)).architecture());
        all.put(
                "depthwise same at stride 2",
                x.depthwise(kernel(3).stride(2).same()).architecture());
        all.put("depthwise 4x4 same", x.depthwise(kernel(4).same()).architecture());
        all.put(
                "dilated depthwise",
                x.depthwise(kernel(3).dilation(2).centred()).architecture());
        all.put(
                "depthwise with bias",
                x.apply(new Convolution(16, kernel(3).padding(1), 16, true)).architecture());
        all.put("groups at even sides", x.conv(8, kernel(3).padding(1), 4).architecture());
        all.put(
                "uneven sides at stride 1",
                x.conv(8, new Window(3, 3, 1, 1, 1, 1, new Padding.Explicit(0, 1, 2, 0)))
                        .architecture());
        all.put("wide padding", x.conv(8, kernel(1).padding(1)).architecture());
        Flow y = x.conv(16, kernel(3).padding(1));
        all.put("rectifier with two readers", y.add(y.relu()).architecture());
        all.put("sum of one value", y.add(y).architecture());
        all.put("product of one value", y.multiply(y).architecture());
        all.put("sum, rectifier and sum", y.add(x).relu().add(x).relu().architecture());
        all.put("rectifier of a sum with readers", y.add(x.add(y)).relu().architecture());
        all.put("concat with itself", y.apply(new Concat(0), y, x.relu()).architecture());
        all.put("concat of columns", y.apply(new Concat(2), x).architecture());
        all.put(
                "curves in a chain",
                y.activation(Activation.Function.SILU)
                        .activation(Activation.Function.SIGMOID)
                        .activation(Activation.Function.RELU6)
                        .architecture());
        all.put("flatten and dense", y.flatten().dense(6).relu().dense(4).architecture());
        Flow early = x.conv(8, kernel(3)).relu();
        all.put("image with two readers", x.pointwise(16).add(x.pointwise(16)).architecture());
        all.put(
                "part of a graph without weights",
                early.globalAveragePool().flatten().dense(3).architecture());
        return all;
    }

    private static Stream<Map.Entry<String, Architecture>> all() {
        return Stream.concat(OperationSamples.all().entrySet().stream(), further().entrySet().stream());
    }

    @TestFactory
    Stream<DynamicTest> answersAsDefined() {
        return all().map(one -> dynamicTest(
                one.getKey(), () -> OperationCheck.of(one.getValue()).answersAsDefined()));
    }

    @TestFactory
    Stream<DynamicTest> differentiatesAsDefined() {
        return all().filter(one -> trainsAsItAnswers(one.getValue()))
                .map(one -> dynamicTest(
                        one.getKey(), () -> OperationCheck.of(one.getValue()).differentiatesAsDefined()));
    }

    /** The others have tests of their own. */
    private static boolean trainsAsItAnswers(Architecture architecture) {
        return architecture.layers().stream()
                .noneMatch(layer -> layer.op() instanceof BatchNorm
                        || layer.op() instanceof Dropout
                        || layer.op() instanceof StochasticDepth);
    }
}

package dev.tradespace.training.dl4j.executor.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.dl4j.executor.parameter.ParameterTensor;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compares what a small architecture computes and its gradients with its definition in double precision: the gradients
 * with central differences of that. A layer with weights is put behind the input, so that the gradient of what the
 * first operation reads is seen, too.
 */
final class OperationCheck {
    private static final int BATCH = 3;
    /** Sums of at most some thousand products in 24 bits. */
    private static final double TOLERANCE = 2e-5;
    /** So small that no rectifier turns and no maximum moves on the way, and the error of the difference is nothing. */
    private static final double DISTANCE = 0x1p-14;

    private static final int ELEMENTS_PER_TENSOR = 4;
    private static final String PROBE = "probe";

    private final Architecture architecture;
    private final Weights weights = new RestlessWeights(3);
    private final Network network;
    private final float[] images;
    private final float[] labels;

    private OperationCheck(Architecture plain) {
        architecture = probed(plain);
        Parameters parameters = Parameters.of(architecture);
        parameters.load(weights);
        network = Network.of(architecture, BATCH, 1, parameters);
        SplittableRandom random = new SplittableRandom(7);
        images = new float[network.images().capacity()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        network.images().put(0, images);
        labels = new float[network.targets().capacity()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) (random.nextDouble() * BATCH / labels.length);
        }
        network.targets().put(0, labels);
    }

    /** A check of an architecture whose output may have any shape. */
    static OperationCheck of(Architecture architecture) {
        return new OperationCheck(architecture);
    }

    /** The same architecture with a layer of weights between the input and all that reads it. */
    private static Architecture probed(Architecture plain) {
        List<Architecture.Draft> drafts = new ArrayList<>();
        for (Layer layer : plain.layers()) {
            if (layer.op() instanceof Input) {
                drafts.add(new Architecture.Draft(layer.name(), layer.op(), List.of()));
                drafts.add(new Architecture.Draft(PROBE, probe(layer.shape()), List.of(layer.name())));
            } else {
                List<String> inputs = layer.inputs().stream()
                        .map(name -> plain.layer(name).op() instanceof Input ? PROBE : name)
                        .toList();
                drafts.add(new Architecture.Draft(layer.name(), layer.op(), inputs));
            }
        }
        return Architecture.assemble(drafts, plain.output(), plain.auxiliaryOutputs());
    }

    private static Op probe(Shape shape) {
        return shape.isFeatureMap()
                ? new Convolution(shape.channels(), Window.kernel(1), 1, true)
                : new Dense(shape.last(), true);
    }

    /** The answers of an evaluation are those of the definition. */
    void answersAsDefined() {
        network.evaluate();
        for (int image = 0; image < BATCH; image++) {
            double[] expected = reference(weights, image);
            for (int i = 0; i < expected.length; i++) {
                float actual = network.logits().get(nativeIndex(image, i));
                assertEquals(expected[i], actual, TOLERANCE * Math.max(1, Math.abs(expected[i])), "element " + i);
            }
        }
    }

    /**
     * The loss of a training step and its gradients are those of the definition: for operations that train as they
     * answer.
     */
    void differentiatesAsDefined() {
        double loss = network.step(1);
        double expected = loss(weights);
        assertEquals(expected, loss, TOLERANCE * Math.max(1, expected), "loss");
        SplittableRandom random = new SplittableRandom(11);
        for (ParameterTensor tensor : network.parameters().tensors().values()) {
            if (tensor.spec().role().trainable()) {
                compareGradients(tensor.spec(), random);
            }
        }
    }

    private void compareGradients(WeightSpec tensor, SplittableRandom random) {
        float[] gradients = network.parameters().gradientInApiLayout(tensor.name());
        double scale = 0;
        for (float gradient : gradients) {
            assertTrue(Float.isFinite(gradient), tensor.name());
            scale = Math.max(scale, Math.abs(gradient));
        }
        for (int n = 0; n < ELEMENTS_PER_TENSOR; n++) {
            int element = random.nextInt(gradients.length);
            double slope = slope(tensor, element);
            assertEquals(
                    slope,
                    gradients[element],
                    1e-6 + 5e-4 * Math.max(scale, Math.abs(slope)),
                    tensor.name() + " element " + element);
        }
    }

    private double slope(WeightSpec tensor, int element) {
        Moved above = new Moved(weights, tensor, element, DISTANCE);
        Moved below = new Moved(weights, tensor, element, -DISTANCE);
        return (loss(above) - loss(below)) / (above.value() - below.value());
    }

    /** Weights of which one element is moved. */
    private record Moved(Weights weights, WeightSpec tensor, int element, double distance) implements Weights {
        float value() {
            return values(tensor)[element];
        }

        @Override
        public String id() {
            return "moved";
        }

        @Override
        public float[] values(WeightSpec asked) {
            float[] values = weights.values(asked);
            if (asked.name().equals(tensor.name())) {
                values[element] += (float) distance;
            }
            return values;
        }
    }

    private double loss(Weights given) {
        double total = 0;
        for (int image = 0; image < BATCH; image++) {
            double[] logits = reference(given, image);
            double largest = Arrays.stream(logits).max().orElseThrow();
            double logSum = largest
                    + Math.log(Arrays.stream(logits)
                            .map(logit -> Math.exp(logit - largest))
                            .sum());
            for (int i = 0; i < logits.length; i++) {
                total -= labels[nativeIndex(image, i)] * (logits[i] - logSum);
            }
        }
        return total / BATCH;
    }

    private double[] reference(Weights given, int image) {
        Shape shape = architecture.inputShape();
        int elements = Math.toIntExact(shape.elements());
        float[] inApiOrder = new float[elements];
        for (int i = 0; i < elements; i++) {
            inApiOrder[i] = images[image * elements + nativeIndex(shape, i)];
        }
        return Reference.run(architecture, given, inApiOrder);
    }

    private int nativeIndex(int image, int element) {
        Shape shape = architecture.outputShape();
        return image * Math.toIntExact(shape.elements()) + nativeIndex(shape, element);
    }

    /** From channels first to channels last. */
    private static int nativeIndex(Shape shape, int element) {
        if (!shape.isFeatureMap()) {
            return element;
        }
        int area = shape.height() * shape.width();
        return element % area * shape.channels() + element / area;
    }
}

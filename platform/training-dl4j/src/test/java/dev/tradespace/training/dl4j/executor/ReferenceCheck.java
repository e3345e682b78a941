package dev.tradespace.training.dl4j.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a network computes, against the plain interpreter in double precision: its answers, and the slope of its loss
 * along a random direction of every tensor, by differences.
 */
final class ReferenceCheck {
    private static final int BATCH = 3;
    private static final double TOLERANCE = 1e-4;
    /** How far a tensor's elements are moved each way: cubes of it vanish, rounding does not come into it. */
    private static final float STEP = 1e-3f;

    private final Architecture architecture;
    private final Weights weights = new RestlessWeights(11);
    private final Network network;
    private final float[][] images = new float[BATCH][];
    private final float[][] targets = new float[BATCH][];

    /**
     * A check of a network that ends in a vector.
     *
     * @param architecture without what differs between training and inference
     */
    ReferenceCheck(Architecture architecture) {
        this.architecture = architecture;
        Parameters parameters = Parameters.of(architecture);
        parameters.load(weights);
        network = Network.of(architecture, BATCH, 1, parameters);
        SplittableRandom random = new SplittableRandom(12);
        int classes = architecture.outputShape().last();
        for (int image = 0; image < BATCH; image++) {
            images[image] = new float[Math.toIntExact(architecture.inputShape().elements())];
            for (int i = 0; i < images[image].length; i++) {
                images[image][i] = (float) random.nextGaussian();
            }
            targets[image] = new float[classes];
            targets[image][random.nextInt(classes)] = 0.75f;
            targets[image][random.nextInt(classes)] += 0.25f;
            network.images().put(image * images[image].length, channelsLast(images[image]));
            network.targets().put(image * classes, targets[image]);
        }
    }

    private float[] channelsLast(float[] image) {
        Shape shape = architecture.inputShape();
        if (!shape.isFeatureMap()) {
            return image;
        }
        int area = shape.height() * shape.width();
        float[] turned = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            turned[i % area * shape.channels() + i / area] = image[i];
        }
        return turned;
    }

    /** Asserts the answers, the loss and the gradients. */
    void assertRight() {
        network.evaluate();
        int classes = architecture.outputShape().last();
        for (int image = 0; image < BATCH; image++) {
            double[] expected = Reference.run(architecture, weights, images[image]);
            for (int i = 0; i < classes; i++) {
                double actual = network.logits().get(image * classes + i);
                assertEquals(expected[i], actual, TOLERANCE * Math.max(1, Math.abs(expected[i])), "answer " + i);
            }
        }
        assertGradients();
        // Once more: nothing may be left of the first step.
        assertGradients();
    }

    private void assertGradients() {
        assertEquals(loss(weights), network.step(0), TOLERANCE, "loss");
        for (WeightSpec tensor : architecture.weights().values()) {
            assertSlope(tensor);
        }
    }

    private void assertSlope(WeightSpec tensor) {
        float[] gradient = network.parameters().gradientInApiLayout(tensor.name());
        float[] above = weights.values(tensor);
        float[] below = weights.values(tensor);
        SplittableRandom random = new SplittableRandom(tensor.name().hashCode());
        double expected = 0;
        double size = 0;
        for (int i = 0; i < gradient.length; i++) {
            float step = (float) random.nextGaussian() * STEP;
            above[i] += step;
            below[i] -= step;
            double moved = (double) above[i] - below[i];
            expected += gradient[i] * moved;
            size += gradient[i] * gradient[i] * moved * moved;
        }
        double actual = loss(instead(tensor, above)) - loss(instead(tensor, below));
        assertTrue(size > 0, tensor.name() + " has no gradient");
        assertEquals(actual, expected, 2e-3 * Math.sqrt(size) + 1e-9, tensor.name());
    }

    private Weights instead(WeightSpec changed, float[] values) {
        return new Weights() {
            @Override
            public String id() {
                return "changed";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                return tensor.equals(changed) ? values : weights.values(tensor);
            }
        };
    }

    /** The mean cross-entropy of the batch. */
    private double loss(Weights with) {
        double sum = 0;
        for (int image = 0; image < BATCH; image++) {
            double[] logits = Reference.run(architecture, with, images[image]);
            double highest = Arrays.stream(logits).max().orElseThrow();
            double powers =
                    Arrays.stream(logits).map(x -> Math.exp(x - highest)).sum();
            for (int i = 0; i < logits.length; i++) {
                sum -= targets[image][i] * (logits[i] - highest - Math.log(powers));
            }
        }
        return sum / BATCH;
    }
}

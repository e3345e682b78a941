package dev.tradespace.training.dl4j.executor.operation.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.Network;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Dropout and stochastic depth while they train. */
class DropoutStepTest {
    private static final int BATCH = 40;
    private static final int FEATURES = 50;

    private static Network network(Architecture architecture, long seed) {
        Network network = Network.of(architecture, BATCH, seed);
        for (int i = 0; i < network.images().capacity(); i++) {
            network.images().put(i, 1);
        }
        return network;
    }

    private static float[] answers(Network network, long step) {
        network.step(step);
        float[] answers = new float[network.logits().capacity()];
        network.logits().get(0, answers);
        return answers;
    }

    private static Architecture dropping() {
        return Flow.input(Shape.of(FEATURES)).dropout(0.25).architecture();
    }

    private static Architecture shallow() {
        return Flow.input(Shape.of(FEATURES)).stochasticDepth(0.25).architecture();
    }

    @Test
    void dropsElementsAtItsRateAndKeepsTheMean() {
        float[] answers = answers(network(dropping(), 1), 1);
        int dropped = 0;
        for (float answer : answers) {
            assertTrue(answer == 0 || answer == 1 / 0.75f, "it became " + answer);
            dropped += answer == 0 ? 1 : 0;
        }
        // 2,000 draws: three deviations are 58.
        assertEquals(0.25 * answers.length, dropped, 58);
    }

    @Test
    void dropsImagesAsAWhole() {
        float[] answers = answers(network(shallow(), 1), 1);
        int dropped = 0;
        for (int image = 0; image < BATCH; image++) {
            float first = answers[image * FEATURES];
            assertTrue(first == 0 || first == 1 / 0.75f, "it became " + first);
            for (int i = 1; i < FEATURES; i++) {
                assertEquals(first, answers[image * FEATURES + i]);
            }
            dropped += first == 0 ? 1 : 0;
        }
        assertTrue(dropped > 0 && dropped < BATCH / 2, dropped + " of " + BATCH);
    }

    @Test
    void dropsTheSameInTheSameStepOfTheSameSeedOnly() {
        float[] first = answers(network(dropping(), 1), 5);
        Network again = network(dropping(), 1);
        assertFalse(Arrays.equals(first, answers(again, 6)));
        assertArrayEquals(first, answers(again, 5));
        assertFalse(Arrays.equals(first, answers(network(dropping(), 2), 5)));
    }

    @Test
    void dropsOtherElementsInEachLayer() {
        Flow x = Flow.input(Shape.of(FEATURES));
        float[] sums = answers(network(x.dropout(0.5).add(x.dropout(0.5)).architecture(), 1), 1);
        boolean mixed = false;
        for (float sum : sums) {
            mixed |= sum == 2;
        }
        assertTrue(mixed, "two layers always drop the same");
    }

    @Test
    void dropsNothingInAnAnswer() {
        for (Architecture architecture : new Architecture[] {dropping(), shallow()}) {
            Network network = network(architecture, 1);
            network.evaluate();
            assertEquals(1, network.logits().get(7));
        }
    }

    @Test
    void givesGradientsOnlyToWhatWasKept() {
        Architecture architecture =
                Flow.input(Shape.of(3)).dense(FEATURES).dropout(0.5).architecture();
        Network network = network(architecture, 1);
        for (int i = 0; i < network.targets().capacity(); i++) {
            network.targets().put(i, 1f / FEATURES);
        }
        float[] answers = answers(network, 3);
        // The bias's gradient is the sum over images of what came through: compare with the loss's own gradient.
        String bias = architecture.weights().keySet().stream()
                .filter(name -> name.endsWith("bias"))
                .findFirst()
                .orElseThrow();
        float[] gradients = network.parameters().gradientInApiLayout(bias);
        for (int feature = 0; feature < FEATURES; feature++) {
            double expected = 0;
            for (int image = 0; image < BATCH; image++) {
                int at = image * FEATURES + feature;
                double sum = 0;
                for (int i = 0; i < FEATURES; i++) {
                    sum += Math.exp(answers[image * FEATURES + i]);
                }
                double gradient = (Math.exp(answers[at]) / sum - 1.0 / FEATURES) / BATCH;
                expected += answers[at] == 0 ? 0 : 2 * gradient;
            }
            assertEquals(expected, gradients[feature], 1e-6);
        }
    }
}

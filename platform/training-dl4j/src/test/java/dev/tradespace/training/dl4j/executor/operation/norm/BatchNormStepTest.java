package dev.tradespace.training.dl4j.executor.operation.norm;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.onnx.RestlessWeights;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch norm does only while it trains. */
class BatchNormStepTest {
    private static final int BATCH = 4;

    private static Network network(Architecture architecture) {
        Parameters parameters = Parameters.of(architecture);
        parameters.load(new RestlessWeights(5));
        Network network = Network.of(architecture, BATCH, 1, parameters);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < network.images().capacity(); i++) {
            network.images().put(i, (float) (random.nextGaussian() + 3));
        }
        int classes = network.targets().capacity() / BATCH;
        for (int i = 0; i < BATCH; i++) {
            network.targets().put(i * classes + i % classes, 1);
        }
        return network;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 24})
    void normalizesByTheBatchAndLearnsItsStatisticsAsPyTorchDoes(int channels) {
        double epsilon = 1e-3;
        Architecture architecture =
                Flow.input(Shape.of(channels, 5, 7)).batchNorm(epsilon).architecture();
        Network network = network(architecture);
        RestlessWeights weights = new RestlessWeights(5);
        network.step(0);
        int rows = BATCH * 35;
        for (int c = 0; c < channels; c++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += network.images().get(row * channels + c) / rows;
            }
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                squares += Math.pow(network.images().get(row * channels + c) - mean, 2);
            }
            double[] given = new double[4];
            int index = 0;
            for (var spec : architecture.weights().values()) {
                given[index++] = weights.values(spec)[c];
            }
            for (int row = 0; row < rows; row += 11) {
                double x = network.images().get(row * channels + c);
                double expected = (x - mean) / Math.sqrt(squares / rows + epsilon) * given[0] + given[1];
                assertEquals(expected, network.logits().get(row * channels + c), 1e-5);
            }
            Parameters parameters = network.parameters();
            assertEquals(0.9 * given[2] + 0.1 * mean, value(parameters, architecture, "running_mean", c), 1e-5);
            assertEquals(
                    0.9 * given[3] + 0.1 * squares / (rows - 1),
                    value(parameters, architecture, "running_var", c),
                    1e-5);
        }
    }

    private static float value(Parameters parameters, Architecture architecture, String tensor, int channel) {
        String name = architecture.weights().keySet().stream()
                .filter(key -> key.endsWith(tensor))
                .findFirst()
                .orElseThrow();
        return parameters.value(name).getFloat(channel);
    }

    @Test
    void differentiatesThroughTheBatchsStatistics() {
        assertSlopes(Flow.input(Shape.of(3, 6, 5))
                .conv(10, kernel(3))
                .batchNorm()
                .flatten()
                .dense(3)
                .architecture());
    }

    @Test
    void differentiatesThroughTheRectifierBehind() {
        assertSlopes(Flow.input(Shape.of(3, 6, 5))
                .conv(16, kernel(3))
                .batchNorm()
                .relu()
                .flatten()
                .dense(3)
                .architecture());
    }

    @Test
    void differentiatesWhereTheRectifierIsNotItsOnlyReader() {
        Flow norm = Flow.input(Shape.of(3, 6, 5)).conv(16, kernel(3)).batchNorm();
        assertSlopes(norm.add(norm.relu()).flatten().dense(3).architecture());
    }

    /** Central differences of a loss in 24 bits: a few thousandths of the largest. */
    private static void assertSlopes(Architecture architecture) {
        Network network = network(architecture);
        Parameters parameters = network.parameters();
        network.step(0);
        for (var spec : architecture.weights().values()) {
            if (!spec.role().trainable()) {
                continue;
            }
            float[] gradients = parameters.gradientInApiLayout(spec.name());
            double norm = 0;
            for (float gradient : gradients) {
                norm += gradient * gradient;
            }
            norm = Math.sqrt(norm);
            var values = parameters.value(spec.name());
            var start = values.dup();
            var direction = parameters.gradient(spec.name()).dup().divi(norm + 1e-12);
            double distance = 4e-3;
            values.assign(start.add(direction.mul(distance)));
            double above = network.step(0);
            values.assign(start.sub(direction.mul(distance)));
            double below = network.step(0);
            values.assign(start);
            network.step(0);
            assertEquals(norm, (above - below) / (2 * distance), 5e-4 + 0.01 * norm, spec.name());
        }
    }
}

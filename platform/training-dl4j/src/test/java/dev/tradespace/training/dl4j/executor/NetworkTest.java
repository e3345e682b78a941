package dev.tradespace.training.dl4j.executor;

import static dev.tradespace.api.op.StridedSlice.Range.ALL;
import static dev.tradespace.api.op.StridedSlice.Range.every;
import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkTest {
    private static final int BATCH = 8;

    /** A small ResNet with a shortcut that strides and pads. */
    private static Architecture residual() {
        Flow x = Flow.input(Shape.of(3, 8, 8))
                .conv(8, kernel(3).padding(1))
                .batchNorm()
                .relu();
        Flow branch = x.conv(16, kernel(3).stride(2).padding(1))
                .batchNorm()
                .relu()
                .conv(16, kernel(3).padding(1))
                .batchNorm();
        Flow shortcut = x.slice(ALL, every(2), every(2)).channelPad(4, 4);
        return branch.add(shortcut)
                .relu()
                .globalAveragePool()
                .flatten()
                .dense(4)
                .architecture();
    }

    private static Network network() {
        Network network = Network.of(residual(), BATCH, 3);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < network.images().capacity(); i++) {
            network.images().put(i, (float) random.nextDouble(-1, 1));
        }
        for (int i = 0; i < BATCH; i++) {
            network.targets().put(i * 4 + i % 4, 1);
        }
        return network;
    }

    @Test
    void learnsABatchByHeart() {
        Network network = network();
        Parameters parameters = network.parameters();
        double first = network.step(0);
        double last = first;
        for (int step = 1; step < 100; step++) {
            parameters.values().subi(parameters.gradients().mul(0.1));
            last = network.step(step);
        }
        assertTrue(last < 0.1 * first, "from " + first + " to " + last);
    }

    @Test
    void hasTheSlopeThatItsGradientSays() {
        Network network = network();
        Parameters parameters = network.parameters();
        network.step(0);
        INDArray start = parameters.values().dup();
        INDArray direction = parameters.gradients().dup();
        double length = direction.norm2Number().doubleValue();
        double distance = 1e-2;
        parameters.values().assign(start.add(direction.mul(distance / length)));
        double above = network.step(0);
        parameters.values().assign(start.sub(direction.mul(distance / length)));
        double below = network.step(0);

        // The loss is smooth but for rectifiers that turn within the distance.
        assertEquals(length, (above - below) / (2 * distance), 0.02 * length);
    }
}

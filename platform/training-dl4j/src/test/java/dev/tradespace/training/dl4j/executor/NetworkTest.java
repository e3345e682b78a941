package dev.tradespace.training.dl4j.executor;

import static dev.tradespace.api.op.StridedSlice.Range.ALL;
import static dev.tradespace.api.op.StridedSlice.Range.every;
import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.lang.management.ManagementFactory;
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

    @Test
    void allocatesNothingInAStep() {
        Network network = network();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int step = 0; step < 600; step++) {
            network.step(step);
        }
        long perStep = Long.MAX_VALUE;
        for (int round = 0; round < 300 && perStep >= 10_000; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < 50; step++) {
                network.step(step);
            }
            perStep = (threads.getCurrentThreadAllocatedBytes() - before) / 50;
        }
        // Once all is compiled it is 64; how long that takes depends on the load of the machine. A loop that is
        // compiled anew boxes its vectors for a moment. The smallest array
        // of a step is larger.
        long allocated = perStep;
        assertTrue(allocated < 10_000, () -> allocated + " bytes");
    }

    @Test
    void addsThreeTenthsOfTheLossOfAnAuxiliaryOutput() {
        Flow x = Flow.input(Shape.of(3, 8, 8)).conv(8, kernel(3)).relu();
        Flow auxiliary = x.globalAveragePool().flatten().dense(4);
        Architecture with = x.conv(8, kernel(3))
                .relu()
                .globalAveragePool()
                .flatten()
                .dense(4)
                .architecture(auxiliary);
        Network network = Network.of(with, BATCH, 1);
        for (int i = 0; i < BATCH; i++) {
            network.targets().put(i * 4, 1);
        }
        // On black images all logits are zero.
        assertEquals(1.3 * Math.log(4), network.step(0), 1e-6);
    }

    @Test
    void sharesParametersBetweenReplicasAndSumsTheirGradients() {
        Architecture architecture = Flow.input(Shape.of(3, 8, 8))
                .conv(8, kernel(3))
                .relu()
                .flatten()
                .dense(4)
                .architecture();
        Network whole = Network.of(architecture, 4, 1);
        Network first = Network.of(architecture, 2, 1);
        Network second = Network.of(architecture, 2, 1, first.parameters().replica());
        SplittableRandom random = new SplittableRandom(2);
        int half = first.images().capacity();
        for (int i = 0; i < 2 * half; i++) {
            float pixel = (float) random.nextDouble(-1, 1);
            whole.images().put(i, pixel);
            (i < half ? first : second).images().put(i % half, pixel);
        }
        for (int i = 0; i < 4; i++) {
            whole.targets().put(i * 4 + i, 1);
            (i < 2 ? first : second).targets().put(i % 2 * 4 + i, 1);
        }
        double loss = whole.step(0);
        assertEquals(loss, (first.step(0) + second.step(0)) / 2, 1e-5);
        first.parameters().addGradients(second.parameters());
        first.parameters().scaleGradients(0.5);
        assertEquals(
                0,
                whole.parameters()
                        .gradients()
                        .sub(first.parameters().gradients())
                        .normmaxNumber()
                        .doubleValue(),
                1e-5);
    }
}

package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;
import dev.tradespace.core.measure.Target;
import dev.tradespace.onnx.Batch;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.training.data.Prepared;
import dev.tradespace.training.data.Progress;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.Parity;
import dev.tradespace.training.score.Rounding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parity passes the same network by another way, and must see each mistake of an export; all go through real workers. */
@Timeout(300)
class ParityGateTest {
    private static final int SIZE = 8;
    private static final double EPSILON = 1e-5;

    private final Profiles profiles = Profiles.builtIn();
    private final Target target = profiles.find("local-cpu/ort-fp32-1t").orElseThrow();
    private final ForkedRunner runner = new ForkedRunner(profiles, Map.of(), InstantSource.system());

    @TempDir
    Path directory;

    private Path prepared;
    private Logits trainer;

    @BeforeEach
    void askTheRightNetwork() throws IOException {
        prepared = directory.resolve("stripes.bin");
        Prepared.prepare(new Stripes(SIZE), SIZE, prepared, Progress.SILENT);
        trainer = answers(network(EPSILON), new Untidy(Mistake.NONE), Batch.ONE);
    }

    private static Architecture network(double epsilon) {
        return Flow.input(Shape.of(3, SIZE, SIZE))
                .conv(6, Window.kernel(3).padding(1))
                .batchNorm(epsilon)
                .relu()
                .depthwise(Window.kernel(3).stride(2).padding(1))
                .batchNorm(epsilon)
                .relu()
                .flatten()
                .dense(5)
                .architecture();
    }

    private Logits answers(Architecture network, Weights weights, Batch batch) throws IOException {
        Path model = OnnxExporter.write(network, weights, directory.resolve("model.onnx"), batch)
                .path();
        Answers answers = runner.answer(model, target, prepared, Split.VALIDATION, 64);
        return assertInstanceOf(Answers.Given.class, answers, answers::toString).logits();
    }

    private Parity parity(Architecture network, Mistake mistake) throws IOException {
        return Parity.of(
                "onnxruntime",
                trainer,
                answers(network, new Untidy(mistake), Batch.ANY),
                Rounding.tolerance(network, Rounding.FP32));
    }

    @Test
    void passesTheSameNetworkInOtherBatches() throws IOException {
        Parity parity = parity(network(EPSILON), Mistake.NONE);
        assertTrue(parity.agreed(), parity::sentence);
    }

    @Test
    void seesTransposedKernels() throws IOException {
        assertSeen(parity(network(EPSILON), Mistake.TRANSPOSED_KERNELS));
    }

    @Test
    void seesMeanAndVarianceSwapped() throws IOException {
        assertSeen(parity(network(EPSILON), Mistake.SWAPPED_STATISTICS));
    }

    /** The usual other one, of TensorFlow: 1e-3 in place of 1e-5. */
    @Test
    void seesAnotherEpsilon() throws IOException {
        assertSeen(parity(network(1e-3), Mistake.NONE));
    }

    @Test
    void seesANetworkWhoseAnswersAreAllTheSame() throws IOException {
        Architecture network = network(EPSILON);
        Logits constant = answers(network, new Untidy(Mistake.NO_KERNELS), Batch.ONE);
        Parity parity = Parity.of(
                "onnxruntime",
                constant,
                answers(network, new Untidy(Mistake.NO_KERNELS), Batch.ANY),
                Rounding.tolerance(network, Rounding.FP32));
        assertFalse(parity.agreed(), parity::sentence);
        assertTrue(parity.sentence().contains("agreement would prove nothing"), parity::sentence);
    }

    /** With a margin; a deeper network is allowed more, and in it more layers are wrong. */
    private static void assertSeen(Parity parity) {
        assertFalse(parity.agreed(), parity::sentence);
        assertTrue(parity.worst() > 5 * Rounding.tolerance(network(EPSILON), Rounding.FP32), parity::sentence);
        assertTrue(
                parity.sentence().startsWith("onnxruntime disagrees with the trainer on 30 images"), parity::sentence);
    }

    private enum Mistake {
        NONE,
        TRANSPOSED_KERNELS,
        SWAPPED_STATISTICS,
        NO_KERNELS
    }

    /** Weights in which nothing is 0 or 1 by custom, so that what is lost or swapped shows. */
    private record Untidy(Mistake mistake) implements Weights {
        @Override
        public String id() {
            return "untidy:" + mistake;
        }

        @Override
        public float[] values(WeightSpec tensor) {
            if (mistake == Mistake.SWAPPED_STATISTICS && tensor.name().endsWith("running_mean")) {
                return right(
                        tensor.name().replace("running_mean", "running_var"), WeightSpec.Role.RUNNING_VARIANCE, tensor);
            } else if (mistake == Mistake.SWAPPED_STATISTICS && tensor.name().endsWith("running_var")) {
                float[] means = right(
                        tensor.name().replace("running_var", "running_mean"), WeightSpec.Role.RUNNING_MEAN, tensor);
                for (int i = 0; i < means.length; i++) {
                    means[i] = Math.abs(means[i]);
                }
                return means;
            }
            float[] values = right(tensor.name(), tensor.role(), tensor);
            boolean kernel = tensor.role() == WeightSpec.Role.KERNEL;
            return kernel
                            && mistake == Mistake.TRANSPOSED_KERNELS
                            && tensor.shape().rank() == 4
                    ? transposed(values, tensor.shape().last())
                    : kernel && mistake == Mistake.NO_KERNELS ? new float[values.length] : values;
        }

        private static float[] right(String name, WeightSpec.Role role, WeightSpec tensor) {
            SplittableRandom random = new SplittableRandom(name.hashCode());
            float[] values = new float[Math.toIntExact(tensor.elements())];
            for (int i = 0; i < values.length; i++) {
                double noise = random.nextGaussian();
                values[i] = (float)
                        switch (role) {
                            case KERNEL -> noise / Math.sqrt(tensor.fanIn());
                            case BIAS, SHIFT, RUNNING_MEAN, EMBEDDING -> 0.5 * noise;
                            case SCALE -> 1 + 0.3 * noise;
                            case RUNNING_VARIANCE -> 0.3 + noise * noise;
                        };
            }
            return values;
        }

        private static float[] transposed(float[] values, int size) {
            float[] turned = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                int square = size * size;
                int at = i % square;
                turned[i / square * square + at % size * size + at / size] = values[i];
            }
            return turned;
        }
    }
}

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
import dev.tradespace.onnx.BatchAxis;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.Parity;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parity passes the same network by another way, and must see each mistake of an export, in a shallow network and in a deep one; all go through real workers. What
 * is tolerated is what rounding does to this network with these weights, as in a training.
 */
@Timeout(300)
class ParityGateTest {
    private static final int SIZE = 8;
    private static final double EPSILON = 1e-5;
    /** The usual other one, of TensorFlow. */
    private static final double OTHER_EPSILON = 1e-3;

    private static final int IMAGES = 64;
    /** Residual blocks of the deep network, of two convolutions each. */
    private static final int BLOCKS = 25;
    /** No block has this number. */
    private static final int NONE = -1;

    private static final Profiles PROFILES = Profiles.builtIn(TestRuntimes.ONNX);
    private static final Target TARGET = PROFILES.find("local-cpu/ort-fp32-1t").orElseThrow();
    private static final ForkedRunner RUNNER = new ForkedRunner(PROFILES, Map.of(), InstantSource.system());
    private static final Map<Depth, Asked> ASKED = new EnumMap<>(Depth.class);

    @TempDir
    static Path directory;

    private enum Depth {
        SHALLOW,
        DEEP
    }

    /** What the right network answered, and what rounding may do to it. */
    private record Asked(Logits answers, double tolerance) {}

    @BeforeAll
    static void askTheRightNetworks() throws IOException {
        PreparedDataset.prepare(new Stripes(SIZE), SIZE, prepared(), ProgressListener.SILENT);
        for (Depth depth : Depth.values()) {
            Architecture network = network(depth, EPSILON);
            Weights right = new Untidy(Mistake.NONE);
            Logits answers = answers(network, right, BatchAxis.ONE);
            float[] draws = new float[RoundingError.DRAWS * answers.images() * answers.classes()];
            for (int draw = 0; draw < RoundingError.DRAWS; draw++) {
                Weights perturbed = RoundingError.perturbed(network, right, RoundingError.FP32, draw);
                Logits drawn = answers(network, perturbed, BatchAxis.ONE);
                for (int i = 0; i < drawn.images() * drawn.classes(); i++) {
                    draws[draw * drawn.images() * drawn.classes() + i] =
                            drawn.value(i / drawn.classes(), i % drawn.classes());
                }
            }
            ASKED.put(depth, new Asked(answers, RoundingError.tolerance(answers, Logits.of(answers.classes(), draws))));
        }
    }

    private static Path prepared() {
        return directory.resolve("stripes.bin");
    }

    private static Architecture network(Depth depth, double epsilon) {
        return depth == Depth.SHALLOW ? shallow(epsilon) : deep(epsilon, NONE);
    }

    private static Architecture shallow(double epsilon) {
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

    /** A residual network of {@link #BLOCKS} blocks; one of them may have another epsilon than the rest. */
    private static Architecture deep(double epsilon, int wrongBlock) {
        Flow flow = Flow.input(Shape.of(3, SIZE, SIZE)).conv(8, Window.kernel(3).padding(1));
        for (int block = 0; block < BLOCKS; block++) {
            Flow branch = flow.batchNorm(block == wrongBlock ? OTHER_EPSILON : epsilon)
                    .relu()
                    .conv(8, Window.kernel(3).padding(1))
                    .batchNorm(epsilon)
                    .relu()
                    .conv(8, Window.kernel(3).padding(1));
            flow = flow.add(branch);
        }
        return flow.batchNorm(epsilon)
                .relu()
                // Not pooled: the images look the same when they are transposed, and so would the means.
                .flatten()
                .dense(5)
                .architecture();
    }

    private static Logits answers(Architecture network, Weights weights, BatchAxis batch) throws IOException {
        Path model = OnnxExporter.write(network, weights, directory.resolve("model.onnx"), batch)
                .path();
        Answers answers = RUNNER.answer(model, TARGET, prepared(), Split.VALIDATION, IMAGES);
        return assertInstanceOf(Answers.Given.class, answers, answers::toString).logits();
    }

    private static Parity parity(Depth depth, Architecture network, Mistake mistake) throws IOException {
        Asked asked = Objects.requireNonNull(ASKED.get(depth));
        return Parity.of(
                "onnxruntime",
                asked.answers(),
                answers(network, new Untidy(mistake), BatchAxis.ANY),
                asked.tolerance());
    }

    @ParameterizedTest
    @EnumSource
    void passesTheSameNetworkInOtherBatches(Depth depth) throws IOException {
        Parity parity = parity(depth, network(depth, EPSILON), Mistake.NONE);
        assertTrue(parity.agreed(), parity::sentence);
    }

    @ParameterizedTest
    @EnumSource
    void seesTransposedKernels(Depth depth) throws IOException {
        assertSeen(parity(depth, network(depth, EPSILON), Mistake.TRANSPOSED_KERNELS));
    }

    @ParameterizedTest
    @EnumSource
    void seesMeanAndVarianceSwapped(Depth depth) throws IOException {
        assertSeen(parity(depth, network(depth, EPSILON), Mistake.SWAPPED_STATISTICS));
    }

    @ParameterizedTest
    @EnumSource
    void seesAnotherEpsilon(Depth depth) throws IOException {
        assertSeen(parity(depth, network(depth, OTHER_EPSILON), Mistake.NONE));
    }

    /** The first block's has all the others behind it. */
    @ParameterizedTest
    @ValueSource(ints = {0, BLOCKS / 2, BLOCKS - 1})
    void seesAnotherEpsilonInASingleLayerOfADeepNetwork(int block) throws IOException {
        assertSeen(parity(Depth.DEEP, deep(EPSILON, block), Mistake.NONE));
    }

    @Test
    void seesANetworkWhoseAnswersAreAllTheSame() throws IOException {
        Architecture network = network(Depth.SHALLOW, EPSILON);
        Logits constant = answers(network, new Untidy(Mistake.NO_KERNELS), BatchAxis.ONE);
        Parity parity = Parity.of(
                "onnxruntime",
                constant,
                answers(network, new Untidy(Mistake.NO_KERNELS), BatchAxis.ANY),
                Objects.requireNonNull(ASKED.get(Depth.SHALLOW)).tolerance());
        assertFalse(parity.agreed(), parity::sentence);
        assertTrue(parity.sentence().contains("agreement would prove nothing"), parity::sentence);
    }

    private static void assertSeen(Parity parity) {
        assertFalse(parity.agreed(), parity::sentence);
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

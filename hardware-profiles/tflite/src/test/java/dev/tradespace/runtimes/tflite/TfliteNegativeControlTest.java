package dev.tradespace.runtimes.tflite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.onnx.OperationSamples;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of an exporter must be seen by the comparison, or the comparison proves nothing. */
final class TfliteNegativeControlTest {
    private static final Weights RIGHT = new RestlessWeights(3);

    @TempDir
    Path folder;

    @Test
    void seesATransposedKernel() throws IOException {
        Architecture network = sample("small residual network");
        assertSeen(
                network,
                network,
                tensor -> tensor.role() == WeightSpec.Role.KERNEL ? transposed(tensor) : RIGHT.values(tensor));
    }

    @Test
    void seesSwappedStatistics() throws IOException {
        Architecture network = sample("small residual network");
        assertSeen(network, network, tensor -> switch (tensor.role()) {
            case RUNNING_MEAN -> RIGHT.values(partner(tensor, "running_var", WeightSpec.Role.RUNNING_VARIANCE));
            case RUNNING_VARIANCE ->
                absolute(RIGHT.values(partner(tensor, "running_mean", WeightSpec.Role.RUNNING_MEAN)));
            default -> RIGHT.values(tensor);
        });
    }

    @Test
    void seesAWrongEpsilonOfABatchNorm() throws IOException {
        Architecture network = sample("small residual network");
        assertSeen(network, changed(network, op -> op instanceof BatchNorm ? new BatchNorm(0.1) : op), RIGHT::values);
    }

    @Test
    void seesAWrongEpsilonOfALayerNorm() throws IOException {
        Architecture network = sample("small vision transformer");
        assertSeen(network, changed(network, op -> op instanceof LayerNorm ? new LayerNorm(0.1) : op), RIGHT::values);
    }

    private static Architecture sample(String name) {
        return Objects.requireNonNull(OperationSamples.all().get(name));
    }

    private static Architecture changed(Architecture network, UnaryOperator<Op> change) {
        List<Architecture.Draft> drafts = network.layers().stream()
                .map(layer -> new Architecture.Draft(layer.name(), change.apply(layer.op()), layer.inputs()))
                .toList();
        return Architecture.assemble(drafts, network.output(), network.auxiliaryOutputs());
    }

    /** Writes another network or other weights than were wanted, and compares. */
    private void assertSeen(Architecture right, Architecture written, Values values) throws IOException {
        Path file = folder.resolve("wrong.tflite");
        TfliteFiles.write(
                written,
                new Weights() {
                    @Override
                    public String id() {
                        return "wrong";
                    }

                    @Override
                    public float[] values(WeightSpec tensor) {
                        return values.of(tensor);
                    }
                },
                file);
        float[] image = PlainTflite.noise(right.inputShape().elements(), 1);
        double error =
                PlainTflite.error(Reference.run(right, RIGHT, image), PlainTflite.run(file, right.inputShape(), image));
        assertTrue(error > 100 * PlainTflite.TOLERANCE, "off by " + error + " only");
    }

    /** What the file gets in place of a tensor. */
    private interface Values {
        float[] of(WeightSpec tensor);
    }

    /** Each kernel's last two axes swapped. */
    private static float[] transposed(WeightSpec tensor) {
        float[] values = RIGHT.values(tensor);
        Shape shape = tensor.shape();
        int rows = shape.size(shape.rank() - 2);
        int columns = shape.last();
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int matrix = i / (rows * columns);
            int at = i % (rows * columns);
            turned[matrix * rows * columns + at % columns * rows + at / columns] = values[i];
        }
        return turned;
    }

    private static WeightSpec partner(WeightSpec tensor, String own, WeightSpec.Role role) {
        String layer = tensor.name().substring(0, tensor.name().lastIndexOf('.') + 1);
        return new WeightSpec(layer + own, role, tensor.shape(), 1);
    }

    private static float[] absolute(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) + 0.01f;
        }
        return values;
    }
}

package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.onnx.proto.GraphProto;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The values of every node of an exported network for one image. */
final class Activations {
    private Activations() {}

    /** What each node puts out, by its value's name; of networks in one file. */
    static Map<String, float[]> of(Path model, float[] image) throws IOException, OrtException {
        ModelProto exported = ModelProto.parseFrom(Files.readAllBytes(model));
        GraphProto.Builder graph = exported.getGraph().toBuilder();
        for (NodeProto node : exported.getGraph().getNodeList()) {
            if (!node.getOutput(0).equals(GraphDraft.OUTPUT)) {
                graph.addOutput(ValueInfoProto.newBuilder().setName(node.getOutput(0)));
            }
        }
        try (Session session =
                Session.open(exported.toBuilder().setGraph(graph).build().toByteArray())) {
            return session.runAll(image);
        }
    }

    /** Asserts that values are finite, of a size that sums do not lose, and that hardly any is denormal. */
    static void assertNormal(String name, float[] values) {
        int denormal = 0;
        boolean finite = true;
        for (float value : values) {
            finite &= Float.isFinite(value);
            denormal += value != 0 && Math.abs(value) < Float.MIN_NORMAL ? 1 : 0;
        }
        assertTrue(finite, name + " has values that are not finite");
        assertTrue(denormal <= values.length / 1000, name + " has " + denormal + " denormals of " + values.length);
        double rms = rms(values);
        // A squeeze of a few channels may be all zeros after a ReLU: a normal number, which changes no timing.
        assertTrue(rms < 300 && (rms > 1e-3 || rms == 0), name + " has rms " + rms);
    }

    /** The root of the mean square. */
    static double rms(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}

package dev.tradespace.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.NodeProto;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network in ONNX Runtime, one thread, all its optimisations. */
final class Session implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private Session(OrtSession session) {
        this.session = session;
    }

    static Session open(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = options()) {
            return new Session(OrtEnvironment.getEnvironment().createSession(model.toString(), options));
        }
    }

    static Session open(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = options()) {
            return new Session(OrtEnvironment.getEnvironment().createSession(model, options));
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    /** The operators that are left of a network after ONNX Runtime has optimised it into a file. */
    static Set<String> optimised(Path model, Path into) throws IOException, OrtException {
        try (OrtSession.SessionOptions options = options()) {
            options.setOptimizedModelFilePath(into.toString());
            OrtEnvironment.getEnvironment()
                    .createSession(model.toString(), options)
                    .close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(into)).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.toSet());
    }

    /** The outputs for some images, one after the other in {@code images}, by name. */
    Map<String, float[]> runAll(float[] images) throws OrtException {
        long[] shape = inputShape();
        long image = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
        shape[0] = images.length / image;
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                OrtSession.Result result = session.run(Map.of(GraphDraft.INPUT, input))) {
            Map<String, float[]> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor tensor && tensor.getInfo().type == OnnxJavaType.FLOAT) {
                    float[] values = new float[tensor.getFloatBuffer().remaining()];
                    tensor.getFloatBuffer().get(values);
                    outputs.put(entry.getKey(), values);
                }
            }
            return outputs;
        }
    }

    /** The logits for some images. */
    float[] run(float[] images) throws OrtException {
        float[] logits = runAll(images).get(GraphDraft.OUTPUT);
        if (logits == null) {
            throw new AssertionError("the network has no output " + GraphDraft.OUTPUT);
        }
        return logits;
    }

    /** The input's shape; -1 for a batch of any size. */
    long[] inputShape() throws OrtException {
        return tensor(session.getInputInfo().get(GraphDraft.INPUT));
    }

    /** The output's shape; -1 for a batch of any size. */
    long[] outputShape() throws OrtException {
        return tensor(session.getOutputInfo().get(GraphDraft.OUTPUT));
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    private static long[] tensor(@Nullable NodeInfo info) {
        if (info != null && info.getInfo() instanceof TensorInfo tensor) {
            return tensor.getShape();
        }
        throw new AssertionError("no such tensor");
    }

    /** An image of normal noise. */
    static float[] noise(long elements, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(elements)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}

package dev.tradespace.app;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A trained ONNX file as somebody uses it who has nothing else of ours: ONNX Runtime, and what the file's own metadata say of its input and its classes. */
final class PlainOnnxModel implements AutoCloseable {
    private static final int CHANNELS = 3;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int size;
    private final double[] mean;
    private final double[] deviation;
    private final List<String> classes = new ArrayList<>();

    PlainOnnxModel(Path file) {
        try {
            session = environment.createSession(file.toString());
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            size = Integer.parseInt(said(metadata, "inputSize"));
            mean = numbers(said(metadata, "mean"));
            deviation = numbers(said(metadata, "standardDeviation"));
            for (JsonNode name : new ObjectMapper().readTree(said(metadata, "classes"))) {
                classes.add(name.asText());
            }
        } catch (OrtException | JsonProcessingException refused) {
            throw new AssertionError(file + " is no ONNX file that says how to use it", refused);
        }
    }

    private static String said(Map<String, String> metadata, String key) {
        return Objects.requireNonNull(metadata.get(key), () -> "the file does not say its " + key);
    }

    private static double[] numbers(String commas) {
        return Arrays.stream(commas.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    /** The names of the classes, in the order of the logits. */
    List<String> classes() {
        return classes;
    }

    /** The number of the class that it takes an image of its own size for. */
    int answer(BufferedImage image) {
        FloatBuffer input = FloatBuffer.allocate(CHANNELS * size * size);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = Byte.SIZE * (CHANNELS - 1 - channel);
            for (int i = 0; i < size * size; i++) {
                int level = (image.getRGB(i % size, i / size) >> shift) & 0xFF;
                input.put((float) ((level / 255.0 - mean[channel]) / deviation[channel]));
            }
        }
        long[] shape = {1, CHANNELS, size, size};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input.flip(), shape);
                OrtSession.Result result = session.run(Map.of("image", tensor))) {
            float[] logits = ((float[][]) result.get("logits").orElseThrow().getValue())[0];
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            return best;
        } catch (OrtException failed) {
            throw new AssertionError("the file does not run", failed);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new AssertionError("the session does not end", failed);
        }
    }
}

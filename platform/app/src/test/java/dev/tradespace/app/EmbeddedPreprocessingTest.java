package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.onnx.EmbeddedPreprocessing;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.server.training.ModelCard;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.image.Preprocessing;
import dev.tradespace.training.data.image.Resize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A graph that does the preprocessing itself gives the answers that the platform gives. */
class EmbeddedPreprocessingTest {
    /**
     * Of the spread of the logits. Sums of whole numbers leave no room for a difference; only a weight on the edge between two whole numbers might fall to the other
     * side where a runtime adds doubles in another order, which moves a pixel by one.
     */
    private static final double TOLERANCE = 1e-4;

    private static final int CLASSES = 7;

    @TempDir
    private Path folder;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    /** A network in which every pixel counts differently. */
    private static Architecture network(int size) {
        return Flow.input(Shape.of(3, size, size))
                .conv(8, Window.kernel(3).padding(1))
                .relu()
                .flatten()
                .dense(CLASSES)
                .architecture();
    }

    private static ModelCard card(int size, boolean grey) {
        List<Double> mean = grey ? List.of(0.286, 0.286, 0.286) : List.of(0.4914, 0.4822, 0.4465);
        List<Double> deviation = grey ? List.of(0.353, 0.353, 0.353) : List.of(0.2470, 0.2435, 0.2616);
        return new ModelCard("a/b", "c", List.of("d"), size, mean, deviation, Preprocessing.VERSION, 0);
    }

    private Path plain(int size, ModelCard card) throws IOException {
        Path file = folder.resolve("plain.onnx");
        OnnxExporter.write(network(size), RandomWeights.of(network(size), 5), file, card.metadata());
        return file;
    }

    private static byte[] noise(int width, int height) {
        byte[] picture = new byte[width * height * 3];
        SplittableRandom random = new SplittableRandom(width * 31L + height);
        for (int i = 0; i < picture.length; i++) {
            int place = i / 3;
            picture[i] = (byte) ((place % width * 255 / width + place / width * 90 / height) / 2 + random.nextInt(90));
        }
        return picture;
    }

    private float[] logits(Path model, OnnxTensor image) throws OrtException {
        try (OrtSession session = environment.createSession(model.toString());
                image;
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return ((float[][]) result.get("logits").orElseThrow().getValue())[0];
        }
    }

    private float[] inside(Path model, int width, int height) throws OrtException {
        byte[] picture = noise(width, height);
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(picture.length).put(picture).flip();
        return logits(
                model, OnnxTensor.createTensor(environment, bytes, new long[] {height, width, 3}, OnnxJavaType.UINT8));
    }

    private float[] outside(Path model, ModelCard card, int width, int height) throws OrtException {
        int size = card.resolution();
        byte[] square = Resize.square(Pixels.of(width, height, 3, noise(width, height)), size);
        FloatBuffer input = FloatBuffer.wrap(card.input(square));
        return logits(model, OnnxTensor.createTensor(environment, input, new long[] {1, 3, size, size}));
    }

    private static double spread(float[] logits) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            least = Math.min(least, logit);
            most = Math.max(most, logit);
        }
        return most - least;
    }

    private static void assertClose(float[] expected, float[] given) {
        double allowed = TOLERANCE * spread(expected);
        assertTrue(allowed > 0, "a network without an opinion shows nothing");
        assertEquals(expected.length, given.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], given[i], allowed, "logit " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "640, 480, 32, false",
        "31, 57, 32, false",
        "4000, 3000, 96, false",
        "1, 900, 28, false",
        "900, 1, 28, false",
        "32, 32, 32, false",
        "33, 200, 32, true",
        "1920, 1080, 64, true",
        "7, 5, 33, false"
    })
    void givesThePlatformsAnswers(int width, int height, int size, boolean grey) throws IOException, OrtException {
        ModelCard card = card(size, grey);
        Path plain = plain(size, card);
        Path whole = folder.resolve("whole.onnx");
        EmbeddedPreprocessing.write(plain, whole);
        float[] expected = outside(plain, card, width, height);
        assertClose(expected, inside(whole, width, height));
    }

    /** What is compared reacts to a column more or less: the mirror of the picture is no picture of the same. */
    @Test
    void noticesAnotherPicture() throws IOException, OrtException {
        ModelCard card = card(32, false);
        Path plain = plain(32, card);
        Path whole = folder.resolve("whole.onnx");
        EmbeddedPreprocessing.write(plain, whole);
        float[] expected = outside(plain, card, 640, 480);
        float[] other = inside(whole, 641, 480);
        assertThrows(AssertionError.class, () -> assertClose(expected, other));
    }

    @Test
    void refusesAFileThatDoesNotSayHowItsImagesWerePrepared() throws IOException {
        Path file = folder.resolve("random.onnx");
        OnnxExporter.write(network(32), RandomWeights.of(network(32), 5), file);
        IOException refusal =
                assertThrows(IOException.class, () -> EmbeddedPreprocessing.write(file, folder.resolve("whole.onnx")));
        assertEquals(file + " does not say how its images were prepared: it has no inputSize", refusal.getMessage());
    }
}

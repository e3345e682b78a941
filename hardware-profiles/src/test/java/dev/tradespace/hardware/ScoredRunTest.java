package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.training.Scores;
import dev.tradespace.onnx.BatchAxis;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images through real worker processes. */
@Timeout(300)
class ScoredRunTest {
    private static final int SIZE = 8;

    private final Profiles profiles = Profiles.builtIn(TestRuntimes.ONNX);
    private final Target target = profiles.find("local-cpu/ort-fp32-1t").orElseThrow();
    private final ForkedRunner runner = new ForkedRunner(profiles, Map.of(), InstantSource.system());

    @TempDir
    Path directory;

    private Path prepared;

    @BeforeEach
    void prepare() throws IOException {
        prepared = directory.resolve("stripes.bin");
        PreparedDataset.prepare(new Stripes(SIZE), SIZE, prepared, ProgressListener.SILENT);
    }

    private Path model(BatchAxis batch) throws IOException {
        return OnnxExporter.write(Stripes.network(SIZE), Stripes.weights(), directory.resolve("stripes.onnx"), batch)
                .path();
    }

    /** 120 images of three classes in turn; every tenth bears the next class's label: four of each class. */
    @ParameterizedTest
    @EnumSource(BatchAxis.class)
    void scoresATestSplitInTheRunThatMeasures(BatchAxis batch) throws IOException {
        Outcome outcome = runner.measure(model(batch), target, Protocol.QUICK, new Exam(prepared, Split.TEST));
        Reading reading = assertInstanceOf(Outcome.Completed.class, outcome, outcome::toString)
                .reading();

        assertTrue(Objects.requireNonNull(reading.timing()).samples().size() >= Protocol.QUICK.queries());
        String version = reading.environment().get("runtime");
        Figure.Measured accuracy = assertInstanceOf(Figure.Measured.class, reading.figure(Metric.ACCURACY));
        assertEquals(90, accuracy.amount());
        assertEquals("test split of stripes through " + version + ", 120 images", accuracy.source());
        Scores scores = Objects.requireNonNull(reading.scores());
        assertEquals(List.of(List.of(36, 0, 4), List.of(4, 36, 0), List.of(0, 4, 36)), scores.confusion());
        assertEquals(120, scores.answers().size());
        assertEquals(Stripes.shown(119), scores.answers().get(119).answer());
        assertEquals(120, scores.top5Correct());
    }

    @Test
    void answersTheFirstImagesOfASplitAndTheSameOnesGivenAsFloats() throws IOException {
        Path model = model(BatchAxis.ONE);
        Answers.Given split = given(runner.answer(model, target, prepared, Split.VALIDATION, 7));
        assertEquals(7, split.logits().images());
        for (int image = 0; image < 7; image++) {
            assertEquals(Stripes.shown(image), split.logits().answer(image));
        }
        assertTrue(split.runtime().startsWith("onnxruntime "), split::runtime);

        PreparedDataset.Images images = PreparedDataset.open(prepared).split(Split.VALIDATION);
        FloatBuffer floats = FloatBuffer.allocate(7 * images.imageBytes());
        for (int image = 0; image < 7; image++) {
            images.nchw(image, floats);
        }
        assertEquals(
                split.logits(),
                given(runner.answer(model, target, floats.array())).logits());
    }

    @Test
    void answersAllImagesWhereThereAreFewerThanAskedFor() throws IOException {
        Logits logits = given(runner.answer(model(BatchAxis.ANY), target, prepared, Split.VALIDATION, 64))
                .logits();
        assertEquals(30, logits.images());
        assertEquals(Stripes.shown(29), logits.answer(29));
    }

    @Test
    void imagesOfAnotherSizeAreRefused() throws IOException {
        Path larger = directory.resolve("larger.bin");
        PreparedDataset.prepare(new Stripes(SIZE), 2 * SIZE, larger, ProgressListener.SILENT);
        Outcome outcome = runner.measure(model(BatchAxis.ONE), target, Protocol.QUICK, new Exam(larger, Split.TEST));
        assertEquals(
                "the model cannot be measured: it reads images of 192 numbers, those of the dataset have 768",
                assertInstanceOf(Outcome.Failed.class, outcome).failure().reason());
        assertEquals(
                "the model cannot be run: it reads images of 192 numbers, 191 are no whole number of them",
                refused(runner.answer(model(BatchAxis.ONE), target, new float[191])));
    }

    @Test
    void aModelOfOtherClassesIsRefused() throws IOException {
        Architecture network =
                Flow.input(Shape.of(3, SIZE, SIZE)).flatten().dense(10).architecture();
        Path model = OnnxExporter.write(network, RandomWeights.of(network, 7), directory.resolve("ten.onnx"))
                .path();
        Outcome outcome = runner.measure(model, target, Protocol.QUICK, new Exam(prepared, Split.TEST));
        assertEquals(
                "the model cannot be measured: it has 10 classes, stripes has 3",
                assertInstanceOf(Outcome.Failed.class, outcome).failure().reason());
    }

    @Test
    void imagesThatAreNotThereFailBeforeAWorkerStarts() throws IOException {
        Path nowhere = directory.resolve("nowhere.bin");
        Outcome outcome = runner.measure(model(BatchAxis.ONE), target, Protocol.QUICK, new Exam(nowhere, Split.TEST));
        Outcome.Failure failure =
                assertInstanceOf(Outcome.Failed.class, outcome).failure();
        assertTrue(failure.reason().startsWith("the images cannot be read: "), failure::reason);
        assertTrue(failure.reason().contains(nowhere.toString()), failure::reason);
        Path corrupt = Files.writeString(directory.resolve("corrupt.onnx"), "this is no model");
        String reason = refused(runner.answer(corrupt, target, new float[192]));
        assertTrue(reason.startsWith("the model cannot be run: ONNX Runtime refused it: "), reason);
    }

    private static Answers.Given given(Answers answers) {
        return assertInstanceOf(Answers.Given.class, answers, answers::toString);
    }

    private static String refused(Answers answers) {
        return assertInstanceOf(Answers.Refused.class, answers, answers::toString)
                .failure()
                .reason();
    }
}

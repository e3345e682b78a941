package dev.tradespace.hardware.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.Scores;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFileTest {
    @TempDir
    Path directory;

    private static final Reading READING = Reading.of(
            new Timing(Samples.ofNanos(5, 7, 6_000_000_000L), 12, false),
            Map.of(
                    Metric.MEMORY,
                    new Figure.Measured(123_456_789, null, "peak"),
                    Metric.ENERGY,
                    new Figure.Unavailable("no \"counters\"\nhere")),
            List.of("other processes took 14% of the CPU"),
            Map.of("cpu", "Toy CPU", "kernel", "6.1"));

    @Test
    void aReadingComesBackAsItWent() throws IOException {
        Answer answer = new Answer.Measured(READING);
        assertEquals(answer, writtenAndRead(answer));
    }

    @Test
    void scoresComeBackAsTheyWent() throws IOException {
        Answer answer = new Answer.Measured(READING.scored(new Scores(
                "shapes",
                "test",
                "toy 1",
                2,
                3,
                0.1 + 0.2,
                1e-17,
                List.of("cat", "dog \"b\""),
                List.of(new Scores.Answer(0, 0, 1), new Scores.Answer(1, 0, 0.123456789012345)))));
        assertEquals(answer, writtenAndRead(answer));
    }

    @Test
    void answersComeBackAsTheyWent() throws IOException {
        Answer answer = new Answer.Answered("toy 1", Logits.of(2, 1.5f, -0f, 3, Float.MIN_VALUE));
        assertEquals(answer, writtenAndRead(answer));
    }

    @Test
    void answersOfAnotherSizeThanTheyShouldHaveAreRefused() throws IOException {
        writtenAndRead(new Answer.Answered("toy 1", Logits.of(2, 1, 2, 3, 4)));
        Logits.of(2, 1, 2).write(directory.resolve(AnswerFile.LOGITS));
        assertThrows(IOException.class, () -> AnswerFile.read(directory.resolve(Worker.ANSWER)));
    }

    @Test
    void aFailureComesBackAsItWent() throws IOException {
        Answer answer = new Answer.Failed(new Outcome.Failure("refused", "last\nlines", true));
        assertEquals(answer, writtenAndRead(answer));
    }

    static Stream<WorkerRequest.Task> tasks() {
        Path file = Path.of("/a \"folder\"/shapes.bin");
        SplitImages images = new SplitImages(file, Split.TEST, 10_000);
        Duration duration = Duration.ofSeconds(10);
        Duration timeout = Duration.ofMinutes(3);
        return Stream.of(
                new WorkerRequest.Measure(1, 662, duration, timeout, Long.MIN_VALUE, null),
                new WorkerRequest.Measure(4, 64, duration, timeout, 7, images),
                new WorkerRequest.AnswerSplit(images),
                new WorkerRequest.AnswerFloats(file));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aRequestComesBackAsItWent(WorkerRequest.Task task) throws IOException {
        WorkerRequest request = new WorkerRequest("onnxruntime", directory.resolve("a \"model\".onnx"), 2, task);
        Path file = directory.resolve(Worker.REQUEST);
        request.write(file);
        assertEquals(request, WorkerRequest.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "",
                "{\"model\": \"x\", \"threads\": \"many\"}",
                "{\"runtime\": \"r\", \"model\": \"x\", \"threads\": 1, \"task\": {\"kind\": \"guess\", \"images\": \"y\"}}",
                "{\"runtime\": \"r\", \"model\": \"x\", \"threads\": 0, \"task\": {\"kind\": \"answer-floats\", \"images\": \"y\"}}",
                "{\"runtime\": \"r\", \"model\": \"x\", \"threads\": 1, \"task\": {\"kind\": \"answer-floats\", \"images\": \"y\"}, \"seed\": 1}",
                "{\"runtime\": \"r\", \"model\": \"x\", \"threads\": 1, \"threads\": 1, \"task\": {\"kind\": \"answer-floats\", \"images\": \"y\"}}",
                "{\"runtime\": \"r\", \"model\": \"x\", \"threads\": 1, \"task\": {\"kind\": \"answer-floats\", \"images\": \"y\"}} {}"
            })
    void aRequestThatIsNoneIsRefused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve(Worker.REQUEST), text);
        assertThrows(IOException.class, () -> WorkerRequest.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"kind\": \"completed\"}",
                "{\"kind\": \"completed\", \"reading\": {}}",
                "{\"kind\": \"completed\", \"reading\": {\"samples\": [1, 2",
                "{\"kind\": \"failed\", \"failure\": {\"reason\": \" \", \"detail\": \"\", \"worthRetrying\": true}}",
                "{\"kind\": \"failed\", \"failure\": {\"reason\": \"a\", \"reason\": \"b\"}}",
                "{\"kind\": \"failed\", \"failure\": {\"reason\": \"a\", \"blame\": \"b\"}}",
                "{\"kind\": \"failed\", \"failure\": {\"reason\": \"a\", \"detail\": \"\", \"worthRetrying\": true}} more",
                "{\"kind\": \"failed\", \"failure\": {\"reason\": \"a\", \"detail\": \"\", \"worthRetrying\": true}, \"reading\": {}}",
                "{\"kind\": \"answered\", \"runtime\": \"toy 1\", \"images\": 2, \"classes\": 2}",
                "{\"kind\": \"answered\", \"runtime\": \"toy 1\"}",
                "{\"kind\": \"other\"}"
            })
    void anAnswerThatIsNoneIsRefused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve(Worker.ANSWER), text);
        assertThrows(IOException.class, () -> AnswerFile.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "\"5\"", "[]"})
    void aTimeThatIsNoneIsRefused(String time) throws IOException {
        Path file = directory.resolve(Worker.ANSWER);
        AnswerFile.write(
                file,
                new Answer.Measured(Reading.of(
                        new Timing(Samples.ofNanos(5), 1, true),
                        Map.of(
                                Metric.MEMORY,
                                new Figure.Unavailable("none"),
                                Metric.ENERGY,
                                new Figure.Unavailable("none")),
                        List.of(),
                        Map.of())));
        Files.writeString(file, Files.readString(file).replace("[5]", "[" + time + "]"));
        assertThrows(IOException.class, () -> AnswerFile.read(file));
    }

    private Answer writtenAndRead(Answer answer) throws IOException {
        Path file = directory.resolve(Worker.ANSWER);
        AnswerFile.write(file, answer);
        return AnswerFile.read(file);
    }
}

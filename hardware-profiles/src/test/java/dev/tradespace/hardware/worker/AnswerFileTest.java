package dev.tradespace.hardware.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.statistics.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFileTest {
    @TempDir
    Path directory;

    @Test
    void aReadingComesBackAsItWent() throws IOException {
        Outcome outcome = new Outcome.Completed(new Reading(
                Samples.ofNanos(5, 7, 6_000_000_000L),
                12,
                false,
                new Figure.Measured(123_456_789, null, "peak"),
                new Figure.Unavailable("no \"counters\"\nhere"),
                List.of("other processes took 14% of the CPU"),
                Map.of("cpu", "Toy CPU", "kernel", "6.1")));
        assertEquals(outcome, writtenAndRead(outcome));
    }

    @Test
    void aFailureComesBackAsItWent() throws IOException {
        Outcome outcome = new Outcome.Failed(new Outcome.Failure("refused", "last\nlines", true));
        assertEquals(outcome, writtenAndRead(outcome));
    }

    @Test
    void aRequestComesBackAsItWent() throws IOException {
        WorkerRequest request = new WorkerRequest(
                directory.resolve("a \"model\".onnx"),
                2,
                1,
                662,
                Duration.ofSeconds(10),
                Duration.ofMinutes(3),
                Long.MIN_VALUE);
        Path file = directory.resolve(Worker.REQUEST);
        request.write(file);
        assertEquals(request, WorkerRequest.read(file));
    }

    @Test
    void aRequestThatIsNoneIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve(Worker.REQUEST), "{\"model\": \"x\", \"threads\": \"many\"}");
        assertThrows(IOException.class, () -> WorkerRequest.read(file));
        Files.writeString(file, "[]");
        assertThrows(IOException.class, () -> WorkerRequest.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"completed\": {}}",
                "{\"completed\": null}",
                "{\"completed\": {\"nanos\": [1, 2",
                "{\"failed\": {\"reason\": \" \"}}",
                "{\"failed\": {\"reason\": \"a\", \"reason\": \"b\"}}",
                "{\"failed\": {\"reason\": \"a\", \"blame\": \"b\"}}",
                "{\"failed\": {\"reason\": \"a\"}} more",
                "{\"failed\": {\"reason\": \"a\"}, \"completed\": {}}",
                "{\"other\": {}}"
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
                new Outcome.Completed(new Reading(
                        Samples.ofNanos(5),
                        1,
                        true,
                        new Figure.Unavailable("none"),
                        new Figure.Unavailable("none"),
                        List.of(),
                        Map.of())));
        Files.writeString(file, Files.readString(file).replace("[5]", "[" + time + "]"));
        assertThrows(IOException.class, () -> AnswerFile.read(file));
    }

    private Outcome writtenAndRead(Outcome outcome) throws IOException {
        Path file = directory.resolve(Worker.ANSWER);
        AnswerFile.write(file, outcome);
        return AnswerFile.read(file);
    }
}

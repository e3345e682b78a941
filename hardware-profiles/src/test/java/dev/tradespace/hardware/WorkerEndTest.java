package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.measure.Outcome.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerEndTest {
    @TempDir
    Path directory;

    @Test
    void everyEndHasItsSentence() throws IOException {
        Files.writeString(directory.resolve("output.log"), "Terminating due to java.lang.OutOfMemoryError: heap\n");
        String detail = "Terminating due to java.lang.OutOfMemoryError: heap";
        assertEquals(Optional.empty(), WorkerEnd.of(0, directory));
        assertEquals(
                Optional.of(new Failure("the worker ran out of Java heap memory", detail, false)),
                WorkerEnd.of(3, directory));
        assertEquals(
                Optional.of(new Failure("the worker crashed with SIGSEGV", detail, true)),
                WorkerEnd.of(139, directory));
        assertEquals(
                Optional.of(new Failure("the worker crashed with SIGABRT", detail, true)),
                WorkerEnd.of(134, directory));
        assertEquals(
                Optional.of(new Failure("the worker ended with exit code 5", detail, false)),
                WorkerEnd.of(5, directory));
    }
}

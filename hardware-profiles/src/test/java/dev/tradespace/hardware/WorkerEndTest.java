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
        Path log = Files.writeString(directory.resolve("log"), "Terminating due to java.lang.OutOfMemoryError: heap\n");
        String detail = "Terminating due to java.lang.OutOfMemoryError: heap";
        assertEquals(Optional.empty(), WorkerEnd.of(0, log));
        assertEquals(
                Optional.of(new Failure("the worker ran out of Java heap memory", detail, false)),
                WorkerEnd.of(3, log));
        assertEquals(Optional.of(new Failure("the worker crashed with SIGSEGV", detail, true)), WorkerEnd.of(139, log));
        assertEquals(Optional.of(new Failure("the worker crashed with SIGABRT", detail, true)), WorkerEnd.of(134, log));
        assertEquals(
                Optional.of(new Failure("the worker ended with exit code 5", detail, false)), WorkerEnd.of(5, log));
    }

    @Test
    void onlyTheLastLinesOfALongOutputAreKept() throws IOException {
        StringBuilder output = new StringBuilder();
        for (int line = 1; line <= 10_000; line++) {
            output.append("line ").append(line).append('\n');
        }
        String last = WorkerEnd.lastLines(Files.writeString(directory.resolve("log"), output));
        assertEquals(20, last.lines().count());
        assertEquals("line 10000", last.lines().skip(19).findFirst().orElseThrow());
    }

    @Test
    void noOutputHasNoLines() {
        assertEquals("", WorkerEnd.lastLines(directory.resolve("none")));
    }
}

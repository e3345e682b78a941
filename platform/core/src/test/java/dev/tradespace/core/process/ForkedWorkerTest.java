package dev.tradespace.core.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedWorkerTest {
    @TempDir
    Path directory;

    @Test
    void onlyTheLastLinesOfALongOutputAreKept() throws IOException {
        StringBuilder output = new StringBuilder();
        for (int line = 1; line <= 10_000; line++) {
            output.append("line ").append(line).append('\n');
        }
        Files.writeString(directory.resolve("output.log"), output);
        String last = ForkedWorker.lastLines(directory);
        assertEquals(20, last.lines().count());
        assertEquals("line 10000", last.lines().skip(19).findFirst().orElseThrow());
    }

    @Test
    void noOutputHasNoLines() {
        assertEquals("", ForkedWorker.lastLines(directory));
    }

    @Test
    void aWorkerWorksOnAtCtrlC() throws IOException, InterruptedException {
        List<String> command = List.of("/bin/sh", "-c", "kill -INT $$; kill -HUP $$; echo \"$0 here\"", "still 'is'");

        Process process = new ProcessBuilder(ForkedWorker.deaf(command)).start();

        assertEquals("still 'is' here\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
    }
}

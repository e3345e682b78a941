package dev.tradespace.training.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTailTest {
    @TempDir
    Path folder;

    @Test
    void givesWholeLinesOnlyAndEachOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("lines"));
        List<String> lines = new ArrayList<>();
        String longLine = "x".repeat(20_000);
        try (ProgressTail tail = new ProgressTail(file)) {
            for (String written : List.of("", "one\ntw", "o\nthr", "", "ee\n" + longLine, "\n")) {
                Files.writeString(file, written, StandardOpenOption.APPEND);
                tail.follow(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
                lines.add("|");
            }
        }
        assertEquals(List.of("|", "one", "|", "two", "|", "|", "three", "|", longLine, "|"), lines);
    }
}

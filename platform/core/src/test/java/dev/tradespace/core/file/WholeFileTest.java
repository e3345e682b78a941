package dev.tradespace.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
        WholeFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void leavesTheOldFileWhereTheNewOneFails() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
        IOException failure = assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no space left on device");
                }));
        assertEquals(file + " could not be written: no space left on device", failure.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void leavesNothingBehindABodyWithABug() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> WholeFile.write(folder.resolve("a.txt"), out -> {
                    throw new IllegalStateException();
                }));
        assertEquals(List.of(), names());
    }

    @Test
    void namesTheFolderThatIsMissing() {
        Path file = folder.resolve("none/a.txt");
        IOException failure = assertThrows(IOException.class, () -> WholeFile.write(file, out -> out.write(1)));
        assertTrue(String.valueOf(failure.getMessage()).contains(file.toString()), failure::toString);
    }
}

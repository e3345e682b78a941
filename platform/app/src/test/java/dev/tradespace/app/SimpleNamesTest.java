package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A top-level type is known by its simple name: none is used twice in the project's main sources. */
class SimpleNamesTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Set<String> SKIPPED = Set.of("target", "test", ".git");

    @Test
    void noSimpleNameIsUsedTwice() throws IOException {
        Map<String, Set<Path>> files = new TreeMap<>();
        Files.walkFileTree(PROJECT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skipped = SKIPPED.contains(String.valueOf(folder.getFileName()));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".java") && !name.equals("package-info.java")) {
                    files.computeIfAbsent(name.replace(".java", ""), first -> new TreeSet<>())
                            .add(PROJECT.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertTrue(files.containsKey("Metric") && files.containsKey("Main"), "main sources were found");
        files.values().removeIf(places -> places.size() == 1);
        assertEquals(Map.of(), files, "used twice");
    }
}

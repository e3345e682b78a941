package dev.tradespace.app.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginProjectTest {
    private static final Path EXAMPLE = Path.of("../../examples/plugin");

    @TempDir
    Path folder;

    @Test
    void hasEveryFileOfTheExample() throws IOException {
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"))) {
            Set<String> all = sources.filter(Files::isRegularFile)
                    .map(file -> EXAMPLE.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toSet());
            all.add("pom.xml");
            assertEquals(Set.copyOf(PluginProject.FILES), all);
        }
    }

    @Test
    void nothingOfTheExamplesNamesIsLeft() throws IOException {
        PluginProject project = new PluginProject("ghost-net", "ghost");
        assertEquals(List.of(), project.problems());
        for (Path file : project.write(folder)) {
            String text = file + "\n" + Files.readString(folder.resolve(file));
            assertTrue(!text.toLowerCase(java.util.Locale.ROOT).contains("tinynet"), text);
        }
        String source = Files.readString(folder.resolve("src/main/java/com/example/ghostnet/GhostNet.java"));
        assertTrue(source.contains("package com.example.ghostnet;") && source.contains("return \"ghost\";"), source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ghost", "ghost_net", "-x", "ghost--net", "", "../x", "class", "flow", "variant", "string"})
    void refusesWhatCannotBeAName(String name) throws IOException {
        assertEquals(1, new PluginProject(name, "ghost").problems().size());
    }

    @Test
    void namesAllThatIsWrong() throws IOException {
        assertEquals(2, new PluginProject("Ghost", "Ghost").problems().size());
        assertEquals(List.of(), new PluginProject("tiny-net", "tiny").problems(), "the example's own name");
    }

    @Test
    void touchesNoFolderThatHasSomethingInIt() throws IOException {
        Path taken = Files.writeString(folder.resolve("mine"), "kept");
        PluginProject project = new PluginProject("ghost", "ghost");
        assertThrows(FileAlreadyExistsException.class, () -> project.write(folder));
        assertThrows(FileAlreadyExistsException.class, () -> project.write(taken));
        assertThrows(FileSystemException.class, () -> project.write(taken.resolve("below")));
        assertEquals("kept", Files.readString(taken));
    }
}

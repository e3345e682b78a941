package dev.tradespace.results.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.results.Results;
import dev.tradespace.results.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and URLs of stores. */
final class H2FilePathTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(
            strings = {
                "a;b=1",
                "a;IFEXISTS=TRUE",
                "?",
                "50%",
                "a%3Bb",
                "#1",
                "two words",
                "back\\slash",
                "a+b",
                "~",
                "a:b",
                "ünï",
                "'quote'",
                "\"",
                "a&b",
                "$HOME",
                "new\nline",
                "mem:x",
                "..a",
                "{x}",
                "encoded:"
            })
    void aStoreLiesWhereItsPathSays(String name) throws Exception {
        Path home = Files.createDirectory(folder.resolve(name));
        String url = Results.url(home.resolve("store"));

        for (int time = 1; time <= 2; time++) {
            try (Results results = Results.open(url, InstantSource.system())) {
                results.sweeps().create(Trials.spec(), List.of(Trials.subject("resnet/a")));
                assertEquals(time, results.sweeps().page(0, 1).total());
            }
        }

        assertTrue(Files.exists(home.resolve("store.mv.db")));
        try (var inFolder = Files.list(folder)) {
            assertEquals(
                    List.of(name),
                    inFolder.map(path -> path.getFileName().toString()).toList());
        }
        try (var inHome = Files.list(home)) {
            assertEquals(
                    "store.migration.lock store.mv.db",
                    inHome.map(path -> path.getFileName().toString()).sorted().collect(Collectors.joining(" ")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/a/b, /a/b, ''",
        "jdbc:h2:/a/b;USER=me, /a/b, ;USER=me",
        "jdbc:h2:./b, ./b, ''",
        "jdbc:h2:/a/c:d, /a/c:d, ''",
        "jdbc:h2:encoded:/a%3Bb/c;X=1, /a;b/c, ;X=1"
    })
    void aUrlOfAFileNamesItsPath(String url, String path, String settings) {
        assertEquals(Optional.of(new H2File(Path.of(path), settings)), H2File.of(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x",
                "jdbc:h2:tcp://localhost/x",
                "jdbc:h2:zip:/a.zip!/x",
                "jdbc:postgresql://localhost/x",
                "jdbc:h2:"
            })
    void aUrlOfNoFileNamesNone(String url) {
        assertEquals(Optional.empty(), H2File.of(url));
    }

    @Test
    void anotherSpellingOfTheUrlMeansTheSameFile() {
        try (Results results = Results.open("jdbc:h2:file:" + folder.resolve("store"), InstantSource.system())) {
            results.sweeps().create(Trials.spec(), List.of(Trials.subject("resnet/a")));
        }
        try (Results results = Results.open(Results.url(folder.resolve("store")), InstantSource.system())) {
            assertEquals(1, results.sweeps().page(0, 1).total());
        }
    }
}

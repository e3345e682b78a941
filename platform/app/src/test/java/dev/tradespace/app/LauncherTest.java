package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Maven and a Java that only say how they were called. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../../tradespace");
    private static final String JAVA = """
            #!/bin/bash
            if [ "$1" = -version ]; then
              echo 'openjdk version "17.0.1"' >&2
              exit
            fi
            printf '%s\\n' "$@" "LC_CTYPE=${LC_CTYPE:-}" "LC_ALL=${LC_ALL:-}" "LANG=${LANG:-}"
            """;

    @TempDir
    Path folder;

    private Path checkout;
    private Path source;
    private Path builds;

    @BeforeEach
    void makeCheckout() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the launcher is written for bash");
        checkout = Files.createDirectories(folder.resolve("checkout"));
        builds = folder.resolve("builds");
        Path launcher = Files.copy(LAUNCHER, checkout.resolve("tradespace"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        source = checkout.resolve("platform/core/src/main/java/One.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class One {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        program("java", JAVA);
        program("mvn", "#!/bin/bash\necho built >>" + builds + "\n");
        program("locale", "#!/bin/bash\n[ \"$1\" = -a ] && printf 'C\\nPOSIX\\nC.utf8\\n' || echo ANSI_X3.4-1968\n");
    }

    private void program(String name, String text) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> launch(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder process = new ProcessBuilder(
                        checkout.resolve("tradespace").toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().keySet().removeAll(List.of("JAVA_HOME", "HOME", "LANG", "LC_ALL", "LC_CTYPE"));
        process.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        process.environment().putAll(environment);
        int exit = process.start().waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, exit, said);
        return said.lines().toList();
    }

    private int builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void aSourceOfTheFutureIsBuiltOnce() throws Exception {
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        launch(Map.of());
        launch(Map.of());
        assertEquals(1, builds());
    }

    @Test
    void whatOneHasBuiltOthersMayRun() throws Exception {
        launch(Map.of());
        Path stamp = checkout.resolve("platform/app/target/built");
        assertEquals(Files.getPosixFilePermissions(source), Files.getPosixFilePermissions(stamp));
    }

    @Test
    void aChangedSourceIsBuiltAgainWhateverItsTime() throws Exception {
        launch(Map.of());
        Path classes = Files.createDirectories(checkout.resolve("platform/core/target/classes"));
        Files.writeString(source, "class One { int two; }");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        launch(Map.of());
        assertEquals(2, builds());
        assertFalse(Files.exists(classes), "Maven would not compile a source that is older than its classes");
    }

    @Test
    void aRemovedSourceIsBuiltAgain() throws Exception {
        launch(Map.of());
        Files.delete(source);
        launch(Map.of());
        assertEquals(2, builds());
    }

    @Test
    void theSameSourceWithAnotherTimeIsNot() throws Exception {
        launch(Map.of());
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(3600)));
        launch(Map.of());
        assertEquals(1, builds());
    }

    @Test
    void namesOfFilesAreUtf8WhereTheLocaleKnowsNothingButAscii() throws Exception {
        List<String> plain = launch(Map.of("LANG", "C"));
        assertTrue(plain.contains("LC_CTYPE=C.utf8"), plain::toString);
        List<String> all = launch(Map.of("LC_ALL", "POSIX"));
        assertTrue(all.containsAll(List.of("LC_CTYPE=C.utf8", "LC_ALL=", "LANG=POSIX")), all::toString);
    }

    @Test
    void aLocaleThatKnowsMoreStays() throws Exception {
        program("locale", "#!/bin/bash\necho UTF-8\n");
        List<String> said = launch(Map.of("LC_ALL", "tr_TR.UTF-8"));
        assertTrue(said.contains("LC_ALL=tr_TR.UTF-8"), said::toString);
    }

    @Test
    void theHomeOfTheUserIsWhatTheEnvironmentSays() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", "/some where/me"));
        assertTrue(launch(environment).contains("-Duser.home=/some where/me"));
        environment.put("HOME", "");
        assertTrue(launch(environment).stream().noneMatch(word -> word.startsWith("-Duser.home")));
    }
}

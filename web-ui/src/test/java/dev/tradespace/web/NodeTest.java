package dev.tradespace.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The modules' unit tests, where Node is installed. */
class NodeTest {
    private static final Path TESTS = Path.of("src", "test", "js");
    /** The first Node whose test runner is no experiment. */
    private static final int OLDEST_NODE = 20;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

    private record Ended(int status, String output) {}

    @Test
    void theModulesPassTheirOwnTests() throws IOException, InterruptedException {
        Optional<String> obstacle = obstacle();
        obstacle.ifPresent(reason -> System.out.println("The page's unit tests are skipped: " + reason));
        assumeTrue(obstacle.isEmpty(), obstacle::toString);

        List<String> command = new ArrayList<>(List.of("node", "--test"));
        List<String> tests = tests();
        assertFalse(tests.isEmpty(), "there are no tests in " + TESTS.toAbsolutePath());
        command.addAll(tests);
        Ended run = run(command);
        assertEquals(0, run.status(), run.output());
    }

    /** Why the tests cannot run here. */
    private static Optional<String> obstacle() throws InterruptedException {
        Ended version;
        try {
            version = run(List.of("node", "--version"));
        } catch (IOException missing) {
            return Optional.of("Node is not installed (" + missing.getMessage() + ")");
        }
        Matcher matcher = VERSION.matcher(version.output());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_NODE) {
            return Optional.of("Node " + OLDEST_NODE + " or newer is needed, was "
                    + version.output().strip());
        }
        return Optional.empty();
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .toList();
        }
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}

package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that {@code plugin new} makes builds and passes its tests with what an install of the BOM, the api and the test kit leaves, and its jar brings the
 * family to the real program.
 */
class PluginNewIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String VERSION = "0.1.0-SNAPSHOT";

    @TempDir
    Path home;

    private Programs programs;

    @BeforeEach
    void inAHomeOfItsOwn() {
        programs = new Programs(home);
    }

    @AfterEach
    void leavesNothingBehind() {
        programs.close();
    }

    @Test
    void makesAProjectThatBuildsTestsAndRuns() throws Exception {
        String maven = System.getProperty("tradespace.maven.home", "");
        Skips.unless(Files.exists(Path.of(maven, "bin", "mvn")), "the build did not say where Maven is");
        Path project = home.resolve("an author's/ghost net");
        Process made = programs.start("plugin", "new", "ghost-net", "--family", "ghost", "--dir", project.toString());
        assertEquals(0, made.waitFor(), programs.errors());
        String said = programs.text(made);
        assertTrue(said.contains("-pl platform/bom,platform/testkit -am install"), said);
        assertTrue(said.contains("mvn -f '" + home + "/an author'\\''s/ghost net' package"), said);

        run(List.of(
                Path.of(maven, "bin", "mvn").toString(),
                "-q",
                "-B",
                "-s",
                settings().toString(),
                "-Dmaven.repo.local=" + repository(),
                "-f",
                project.toString(),
                "package"));
        assertTrue(Files.exists(project.resolve("target/surefire-reports")), "the contract was not run");
        Process listed = programs.start(
                "list",
                "variants",
                "--json",
                "--plugins",
                project.resolve("target").toString());
        assertEquals(0, listed.waitFor(), programs.errors());
        assertTrue(programs.text(listed).contains("\"ghost/small\""), programs.text(listed));
    }

    /** A local repository with what {@code install} puts there and nothing else. */
    private Path repository() throws IOException {
        Path repository = home.resolve("repository");
        install(repository, "tradespace", ROOT.resolve("pom.xml"), "pom");
        for (String artifact : List.of("bom", "api", "testkit")) {
            Path module = ROOT.resolve("platform").resolve(artifact);
            install(repository, "tradespace-" + artifact, module.resolve("pom.xml"), "pom");
            Path jar = module.resolve("target/tradespace-" + artifact + "-" + VERSION + ".jar");
            if (!artifact.equals("bom")) {
                install(repository, "tradespace-" + artifact, jar, "jar");
            }
        }
        return repository;
    }

    private static void install(Path repository, String artifact, Path file, String type) throws IOException {
        Path folder = repository.resolve("dev/tradespace").resolve(artifact).resolve(VERSION);
        Files.copy(file, Files.createDirectories(folder).resolve(artifact + "-" + VERSION + "." + type));
    }

    /** Everything else comes from the repository of the build that runs this test: nothing is downloaded. */
    private Path settings() throws IOException {
        Path known = Path.of(System.getProperty("tradespace.maven.repository"));
        return Files.writeString(home.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>known</id><mirrorOf>*</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(known.toUri()));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path output = home.resolve("maven.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "MAVEN_ARGS", "MAVEN_BASEDIR"));
        assertEquals(0, builder.start().waitFor(), () -> read(output));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}

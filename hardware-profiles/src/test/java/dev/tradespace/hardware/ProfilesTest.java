package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final String GOOD = """
        device: local-cpu
        targets:
          - name: ort-fp32-2t
            title: Two threads
            runtime: onnxruntime
            precision: fp32
            threads: 2
            batch: 8
            timeoutSeconds: {quick: 30}
        """;

    @TempDir
    Path directory;

    @Test
    void thisMachineIsBuiltInWithOneThreadAndWithAll() {
        Profiles profiles = Profiles.load(directory, TestRuntimes.ONNX, 12);
        assertEquals(
                List.of(
                        new Target(
                                "local-cpu/ort-fp32-1t",
                                "local-cpu",
                                "onnxruntime",
                                "fp32",
                                1,
                                "This machine, ONNX Runtime fp32, 1 thread"),
                        new Target(
                                "local-cpu/ort-fp32-all",
                                "local-cpu",
                                "onnxruntime",
                                "fp32",
                                12,
                                "This machine, ONNX Runtime fp32, all threads"),
                        new Target(
                                "local-cpu/ort-int8-1t",
                                "local-cpu",
                                "onnxruntime",
                                "int8",
                                1,
                                "This machine, ONNX Runtime int8, 1 thread"),
                        new Target(
                                "local-cpu/ort-int8-all",
                                "local-cpu",
                                "onnxruntime",
                                "int8",
                                12,
                                "This machine, ONNX Runtime int8, all threads")),
                profiles.targets());
        assertEquals(List.of(), profiles.broken());
    }

    @Test
    void everyBuiltInTargetHasAGenerousTimeOutForEveryProtocol() {
        Profiles profiles = Profiles.builtIn(TestRuntimes.ONNX);
        for (Target target : profiles.targets()) {
            for (Protocol protocol : Protocol.values()) {
                Duration timeout = profiles.profile(target).orElseThrow().timeout(protocol);
                assertTrue(timeout.compareTo(protocol.duration().multipliedBy(10)) > 0, target + " " + protocol);
            }
        }
    }

    @Test
    void aUsersFileAddsTargets() throws IOException {
        write("mine.yaml", GOOD);
        Profiles profiles = load();
        assertEquals(List.of(), profiles.broken());
        assertEquals(5, profiles.targets().size());
        Target added = profiles.find("local-cpu/ort-fp32-2t").orElseThrow();
        Profile profile = profiles.profile(added).orElseThrow();
        assertEquals(8, profile.target().batch());
        assertEquals(Duration.ofSeconds(30), profile.timeout(Protocol.QUICK));
        assertEquals(Profile.DEFAULT_TIMEOUTS.get(Protocol.LONG), profile.timeout(Protocol.LONG));
    }

    @Test
    void aDirectoryThatDoesNotExistAddsNothing() {
        assertEquals(
                4,
                Profiles.load(directory.resolve("none"), TestRuntimes.ONNX, 4)
                        .targets()
                        .size());
    }

    @Test
    void aBrokenFileIsNamedAndTheRestWorks() throws IOException {
        write("broken.yaml", "device: [");
        write("good.yaml", GOOD);
        Profiles profiles = load();
        assertTrue(profiles.find("local-cpu/ort-fp32-2t").isPresent());
        assertEquals(
                List.of("broken.yaml"),
                profiles.broken().stream().map(BrokenProfile::file).toList());
    }

    @Test
    void everyProblemOfAFileIsFoundAtOnceWithItsPath() throws IOException {
        assertEquals(
                List.of(
                        "/device: must be local-cpu, was toaster",
                        "/targets/0/batch: must be a whole number from 1 to 1024, was 0",
                        "/targets/0/name: must be in kebab-case, such as ort-fp32-4t, and of at most 60 characters,"
                                + " was My Target",
                        "/targets/0/precision: must be fp32 or int8, was true",
                        "/targets/0/thread: is unknown; known are name, title, runtime, precision, threads, batch,"
                                + " timeoutSeconds",
                        "/targets/0/threads: must be a whole number, or all, was some",
                        "/targets/0/title: is missing",
                        "/targets/1/threads: must be at most 4, the processors of this machine, was 5"),
                problemsOf("""
                    device: toaster
                    targets:
                      - name: My Target
                        runtime: onnxruntime
                        precision: true
                        threads: some
                        thread: 1
                        batch: 0
                      - {name: wide, title: Wide, runtime: onnxruntime, precision: fp32, threads: 5}
                    """));
    }

    @Test
    void whatIsNoProfileAtAllIsAProblem() throws IOException {
        assertEquals(List.of("must be an object, was a list", "/targets: is missing"), problemsOf("- device"));
        assertEquals(
                List.of("/targets: must be a list of 1 to 64 targets"), problemsOf("{device: local-cpu, targets: []}"));
        assertEquals(
                List.of("/targets/0: must be an object, was the text \"none\""),
                problemsOf("{device: local-cpu, targets: [none]}"));
        assertEquals(
                List.of(
                        "/targets/0/threads: must be a whole number, or all, was 0",
                        "/targets/0/timeoutSeconds/quick: must be a whole number from 1 to 86400, was 0",
                        "/targets/0/timeoutSeconds/slow: is unknown; known are quick, standard, long"),
                problemsOf(GOOD.replace("threads: 2", "threads: 0").replace("{quick: 30}", "{quick: 0, slow: 1}")));
        assertEquals(
                List.of("/targets/0/threads: must be at most 4, the processors of this machine, was 99999999999"),
                problemsOf(GOOD.replace("threads: 2", "threads: 99999999999")));
    }

    @Test
    void aRepeatedKeyIsAProblem() throws IOException {
        assertEquals(
                List.of("/targets/0/threads: line 8, column 5: the key is repeated"),
                problemsOf(GOOD.replace("    threads: 2\n", "    threads: 2\n    threads: 1\n")));
    }

    @Test
    void aNameTakenTwiceIsAProblem() throws IOException {
        assertEquals(List.of("/targets/1/name: the name one is taken already"), problemsOf("""
            device: local-cpu
            targets:
              - {name: one, title: One, runtime: onnxruntime, precision: fp32, threads: 1}
              - {name: one, title: Also one, runtime: onnxruntime, precision: fp32, threads: 2}
            """));
    }

    @Test
    void anIdThatExistsIsAProblemOfTheNewcomer() throws IOException {
        write("a.yaml", GOOD);
        assertEquals(
                List.of("/targets/0/name: the target local-cpu/ort-fp32-2t exists already; choose another name"),
                problemsOf(GOOD));
        assertTrue(load().find("local-cpu/ort-fp32-2t").isPresent(), "the first stays");
    }

    @Test
    void anAliasBombIsRefusedUnexpanded() throws IOException {
        StringBuilder bomb = new StringBuilder("device: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("k").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("]\n");
        }
        List<String> problems = problemsOf(bomb.toString());
        assertTrue(
                problems.contains("/device: line 1, column 9: an anchor is not allowed, was &a0"), problems::toString);
        assertTrue(
                problems.contains("/k1/0: line 2, column 10: an alias is not allowed, was *a0; write it out"),
                problems::toString);
    }

    @Test
    void depthSizeEmptinessAndASecondDocumentAreProblems() throws IOException {
        assertTrue(problemsOf("device: " + "[".repeat(500)).get(0).startsWith("line 1, column "));
        assertEquals(List.of("a profile must be at most 65536 bytes, was 100000"), problemsOf("#".repeat(100_000)));
        assertEquals(List.of("it is empty"), problemsOf("# nothing\n"));
        assertEquals(
                List.of("line 10, column 1: a second document begins, and there must be one only"),
                problemsOf(GOOD + "---\nmore: 1\n"));
    }

    @Test
    void globsPickTargets() throws IOException {
        write("mine.yaml", GOOD);
        Profiles profiles = load();
        assertEquals(5, profiles.match("*").size());
        assertEquals(5, profiles.match("local-cpu/ort-*").size());
        assertEquals(List.of("local-cpu/ort-fp32-1t", "local-cpu/ort-fp32-2t"), ids(profiles.match("*-fp32-?t")));
        assertEquals(List.of("local-cpu/ort-fp32-1t"), ids(profiles.match("local-cpu/ort-fp32-1t")));
        assertEquals(List.of(), profiles.match("local.cpu/*"));
    }

    private static List<String> ids(List<Target> targets) {
        return targets.stream().map(Target::id).toList();
    }

    private List<String> problemsOf(String yaml) throws IOException {
        write("broken.yaml", yaml);
        return load().broken().stream()
                .flatMap(broken -> broken.problems().stream())
                .map(Problem::toString)
                .toList();
    }

    private Profiles load() {
        return Profiles.load(directory, TestRuntimes.ONNX, 4);
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name), yaml);
    }
}

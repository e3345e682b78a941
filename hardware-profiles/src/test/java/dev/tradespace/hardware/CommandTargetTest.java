package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.runtime.Runtimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Targets of a home that measure by a command, through real workers. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class CommandTargetTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T10:15:30Z"));

    private static final String GOOD = """
        device: local-cpu
        targets:
          - name: script-fp32-1t
            title: A script
            runtime: command
            format: onnx
            precision: fp32
            threads: 1
            batch: 2
            timeoutSeconds: {quick: 60}
            command:
              shell: sh
              arguments: ['cat "$1" && exit "$2"', "{model}", "0"]
              version: [echo, "script 7"]
              hardware: A board
              samples: {pattern: '^([0-9.]+) ms$', unit: ms}
              memory: {pattern: 'peak ([0-9]+)', unit: MiB}
        """;

    @TempDir
    Path directory;

    private Path folder;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(directory.resolve("profiles"));
        permit(folder, "rwx------");
        model = Files.writeString(directory.resolve("a model.onnx"), "1.5 ms\n2.5 ms\n3.5 ms\npeak 3\n");
    }

    private Profiles load(String profile) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), profile);
        permit(file, "rw-r--r--");
        return Profiles.load(folder, Runtimes.none(), 4);
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> problems(Profiles profiles) {
        return profiles.broken().stream()
                .flatMap(broken -> broken.problems().stream())
                .map(Object::toString)
                .toList();
    }

    private static Outcome measure(Profiles profiles, Path model) {
        Target target = profiles.targets().get(0);
        return new ForkedRunner(profiles, Map.of("tradespace", "1"), CLOCK).measure(model, target, Protocol.QUICK);
    }

    @Test
    void measuresWithTheConditionsThatTheProfilesTell() throws IOException {
        Profiles profiles = load(GOOD);
        assertEquals(List.of(), problems(profiles));
        Target target = profiles.find("local-cpu/script-fp32-1t").orElseThrow();
        assertEquals("command", target.runtime());
        Outcome outcome = measure(profiles, model);
        Reading reading = assertInstanceOf(Outcome.Completed.class, outcome, outcome::toString)
                .reading();
        assertEquals(
                List.of(1_500_000L, 2_500_000L, 3_500_000L),
                Objects.requireNonNull(reading.timing())
                        .samples()
                        .nanos()
                        .boxed()
                        .toList());
        assertEquals(3 * 1024 * 1024, reading.figure(Metric.MEMORY).value().orElseThrow());
        assertEquals("2026-11-29T10:15:30Z", reading.environment().get("started"));
        assertEquals("A board", reading.environment().get("cpu"));
        assertEquals(profiles.conditions(target, Path.of("/")), Conditions.of(reading.environment()));
        assertTrue(
                String.valueOf(reading.environment().get("runtime")).startsWith("sh script 7, command "),
                reading::toString);
    }

    @Test
    void aCommandThatFailsIsAFailureWithItsLastLines() throws IOException {
        Profiles profiles = load(GOOD.replace("\"0\"]", "\"9\"]"));
        Outcome.Failure failure =
                assertInstanceOf(Outcome.Failed.class, measure(profiles, model)).failure();
        assertEquals("the command ended with exit code 9", failure.reason());
        assertTrue(failure.detail().endsWith("peak 3"), failure::detail);
        Outcome.Failure missing = assertInstanceOf(
                        Outcome.Failed.class, measure(profiles, directory.resolve("missing.onnx")))
                .failure();
        assertEquals("the command ended with exit code 1", missing.reason());
        assertTrue(missing.detail().contains("missing.onnx"), missing::detail);
    }

    @Test
    void anInterruptEndsTheCommandAndWhatItHasStarted() throws Exception {
        Profiles profiles = load(GOOD.replace(
                "cat \"$1\" && exit \"$2\"",
                "setsid sleep 1000 & echo $! > \"$1.draft\"; mv \"$1.draft\" \"$1.pid\"; wait"));
        Path started = directory.resolve("a model.onnx.pid");
        Thread measuring = new Thread(() -> measure(profiles, model));
        measuring.start();
        while (measuring.isAlive() && !Files.exists(started)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Optional<ProcessHandle> left =
                ProcessHandle.of(Long.parseLong(Files.readString(started).strip()));
        measuring.interrupt();
        measuring.join();
        while (left.filter(ProcessHandle::isAlive).isPresent()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(left.map(ProcessHandle::isAlive).filter(alive -> alive).isEmpty());
    }

    @Test
    void answersNoImages() throws IOException {
        Profiles profiles = load(GOOD);
        Answers answers = new ForkedRunner(profiles, Map.of(), CLOCK)
                .answer(model, profiles.targets().get(0), new float[3]);
        assertEquals(
                "a command answers no images",
                assertInstanceOf(Answers.Refused.class, answers).failure().reason());
    }

    @Test
    void aProgramThatIsMissingMakesTheTargetUnavailable() throws IOException {
        Profiles profiles = load(GOOD.replace("[echo, ", "[/nowhere/echo, "));
        assertEquals(List.of(), profiles.targets());
        assertEquals(
                List.of("there is no program /nowhere/echo"),
                profiles.unavailable().stream().map(UnavailableTarget::reason).toList());
    }

    @Test
    void aProfileThatOthersMayWriteRunsNothing() throws IOException {
        Profiles profiles = load(GOOD);
        Path file = folder.resolve("mine.yaml").toRealPath();
        assertEquals(1, profiles.targets().size());
        for (String permissions : List.of("rw-rw-r--", "rw-r--rw-")) {
            permit(file, permissions);
            Profiles refused = Profiles.load(folder, Runtimes.none(), 4);
            assertEquals(List.of(), refused.targets());
            assertEquals(
                    List.of("a profile that runs a command must be writable by its owner alone: chmod go-w " + file),
                    problems(refused));
        }
        permit(file, "rw-------");
        permit(folder, "rwxrwx---");
        assertEquals(
                List.of("a profile that runs a command must be writable by its owner alone: chmod go-w "
                        + folder.toRealPath()),
                problems(Profiles.load(folder, Runtimes.none(), 4)));
    }

    @Test
    void everyProblemOfACommandIsFoundAtOnce() throws IOException {
        assertEquals(
                List.of(
                        "/targets/0/command: must have either samples, the times of single queries, or p50, their"
                                + " median",
                        "/targets/0/command/arguments: must hand over {model}, the file that is measured",
                        "/targets/0/command/arguments: must hand over {output}, the file that figures are read from",
                        "/targets/0/command/arguments: there is no placeholder {modell}; there are {model}, {threads},"
                                + " {batch}, {queries}, {output}",
                        "/targets/0/command/arguments/0: must be the name of a program in PATH or an absolute path, was"
                                + " ./bench",
                        "/targets/0/command/energy/unit: must be J, mJ, uJ, was kWh",
                        "/targets/0/command/memory: must have either a pattern or a pointer",
                        "/targets/0/command/p50/pattern: must be a regular expression with one group, the number, was"
                                + " p50",
                        "/targets/0/format: must be onnx, was tflight",
                        "/targets/1/command/arguments/0: a script must name placeholders in the arguments after it, and"
                                + " read them as \"$1\", \"$2\" and so on",
                        "/targets/2/command: is missing: the program that measures, with its arguments"),
                problems(load("""
                        device: local-cpu
                        targets:
                          - name: a
                            title: A
                            runtime: command
                            format: tflight
                            precision: fp32
                            threads: 1
                            command:
                              arguments: [./bench, "{modell}"]
                              samples: {pointer: /times, from: output, unit: ms}
                              p50: {pattern: p50, unit: ms}
                              memory: {unit: MB}
                              energy: {pointer: /energy, unit: kWh}
                          - name: b
                            title: B
                            runtime: command
                            format: onnx
                            precision: fp32
                            threads: 1
                            command: {shell: bash, arguments: ["bench {model}"], p50: {pattern: '(.)', unit: s}}
                          - {name: c, title: C, runtime: command, format: onnx, precision: fp32, threads: 1}
                        """)));
    }

    @Test
    void aRuntimesOwnProfileRunsNoCommand() throws IOException {
        ToyJar.write(directory.resolve("runtimes/toy.jar"), ToyRuntime.class, List.of(), GOOD);
        Profiles profiles =
                Profiles.builtIn(Runtimes.none().with(directory.resolve("runtimes"), directory.resolve("cache")));
        assertEquals(List.of(), profiles.targets());
        assertEquals(List.of("only a profile of the home may run a command"), problems(profiles));
    }
}

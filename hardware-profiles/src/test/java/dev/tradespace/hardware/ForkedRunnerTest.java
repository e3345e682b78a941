package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.hardware.runtime.WorkerCommand;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes, one after the other. */
@Timeout(300)
class ForkedRunnerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:15:30Z"));

    @TempDir
    Path directory;

    private Path model;

    @BeforeEach
    void writeAModel() throws IOException {
        model = TinyOnnx.write(directory.resolve("tiny.onnx"), "Tanh", TinyOnnx.FLOAT, List.of(1, 3, 32, 32));
    }

    @Test
    void measuresAModelInAProcessOfItsOwn() {
        Reading reading = completed(
                runner(Profiles.builtIn(TestRuntimes.ONNX)).measure(model, target("ort-fp32-1t"), Protocol.QUICK));

        LatencySummary latency = Objects.requireNonNull(reading.timing()).summary();
        assertTrue(latency.queries() >= Protocol.QUICK.queries(), () -> latency.queries() + " queries");
        assertTrue(latency.p90().value().isPresent());
        assertTrue(
                Objects.requireNonNull(reading.timing()).samples().nanos().sum() < 60e9
                        && latency.p50() > 0
                        && latency.p50() < 1000,
                () -> "p50 of " + latency.p50() + " ms");
        assertTrue(
                Objects.requireNonNull(reading.timing()).warmupRuns() >= 10
                        && Objects.requireNonNull(reading.timing()).warmupRuns() <= 50,
                () -> Objects.requireNonNull(reading.timing()).warmupRuns() + " runs");
        assertEquals("1", reading.environment().get("threads"));
        assertEquals("2026-11-22T10:15:30Z", reading.environment().get("started"));
        assertEquals("0.1.0", reading.environment().get("tradespace"));
        assertTrue(reading.environment().keySet().containsAll(List.of("java", "governor", "steal")));
        assertTrue(String.valueOf(reading.environment().get("runtime")).startsWith("onnxruntime "));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void takesTheMemoryOfTheModelAndNotOfTheWorker() throws IOException {
        Path large = TinyOnnx.write(directory.resolve("large.onnx"), "Tanh", TinyOnnx.FLOAT, List.of(1, 4, 1024, 1024));
        double small = memory(model);
        double big = memory(large);
        double tensor = 4.0 * 1024 * 1024 * Float.BYTES;
        assertTrue(small < tensor, () -> "a model of 12 KiB took " + small);
        assertTrue(big >= 2 * tensor, () -> "input and output alone are " + 2 * tensor + ", measured " + big);
        assertTrue(big < 2 * tensor + 2 * small + tensor, () -> "far more than input and output: " + big);
    }

    private double memory(Path file) {
        Figure memory = completed(runner(Profiles.builtIn(TestRuntimes.ONNX))
                        .measure(file, target("ort-fp32-1t"), Protocol.QUICK))
                .figure(Metric.MEMORY);
        return memory.value().orElseThrow(() -> new AssertionError(memory.toString()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void measuresWhatTheExporterWritesAndCountsItsWeightsAsMemory() throws IOException {
        Architecture network = Flow.input(Shape.of(3, 32, 32))
                .conv(8, Window.kernel(3).padding(1))
                .batchNorm()
                .relu()
                .flatten()
                .dense(1000)
                .architecture();
        OnnxFile file = OnnxExporter.write(network, RandomWeights.of(network, 7), directory.resolve("network.onnx"));
        Reading reading = completed(measure(file.path()));
        double memory = reading.figure(Metric.MEMORY).value().orElseThrow();
        assertTrue(memory > file.bytes(), () -> "weights of " + file.bytes() + " bytes took " + memory);
    }

    @Test
    void measuresABatchWhereTheProfileAsksForOne() throws IOException {
        Path open = TinyOnnx.write(directory.resolve("open.onnx"), "Tanh", TinyOnnx.FLOAT, List.of(0, 3, 32, 32));
        Profiles profiles = profiles("batch: 4");
        Reading reading = completed(runner(profiles).measure(open, target(profiles, "own"), Protocol.QUICK));
        assertEquals(4, reading.batch());
        LatencySummary query = Objects.requireNonNull(reading.timing()).summary();
        assertEquals(
                new Figure.Measured(
                        4 * 1000 / query.mean(), null, "mean of " + query.queries() + " queries of 4 images"),
                reading.figure(Metric.THROUGHPUT));

        Outcome.Failure failure = failed(runner(profiles).measure(model, target(profiles, "own"), Protocol.QUICK));
        assertEquals(
                "the model cannot be measured: x must have a batch of 4 and known sizes after it, has [1, 3, 32, 32]"
                        + "; a file of an earlier version has a fixed batch: delete it, and it is written anew",
                failure.reason());
    }

    @Test
    void aFileThatIsNoModelFailsWithTheRuntimesReason() throws IOException {
        Path corrupt = Files.writeString(directory.resolve("corrupt.onnx"), "this is no model");
        Outcome.Failure failure = failed(measure(corrupt));
        assertTrue(
                failure.reason().startsWith("the model cannot be measured: ONNX Runtime refused it: "),
                failure::reason);
        assertFalse(failure.worthRetrying());
    }

    @Test
    void aModelThatCannotBeFedFails() throws IOException {
        Path whole = TinyOnnx.write(directory.resolve("whole.onnx"), "Identity", TinyOnnx.INT64, List.of(1, 3));
        assertTrue(failed(measure(whole)).reason().contains("must be a tensor of 32-bit floats"));
    }

    @Test
    void aModelWhoseOutputIsNotFiniteFails() throws IOException {
        Path broken = TinyOnnx.write(directory.resolve("nan.onnx"), "Log", TinyOnnx.FLOAT, List.of(1, 3, 8, 8));
        assertEquals(
                "the model cannot be measured: its output is not finite, so its time would say nothing",
                failed(measure(broken)).reason());
    }

    @Test
    void aTargetWithoutAProfileFails() {
        Target stranger = new Target("local-cpu/stranger", "local-cpu", "onnxruntime", "fp32", 1, "A stranger");
        assertEquals(
                "no profile describes the target local-cpu/stranger",
                failed(runner(Profiles.builtIn(TestRuntimes.ONNX)).measure(model, stranger, Protocol.QUICK))
                        .reason());
    }

    @Test
    void aProtocolThatCannotBeMetWithinTheTimeOutIsRefusedAfterTheWarmUp() throws IOException {
        Profiles profiles = profiles("timeoutSeconds: {long: 60}");
        Outcome.Failure failure = failed(runner(profiles).measure(model, target(profiles, "own"), Protocol.LONG));
        assertTrue(
                failure.reason().startsWith("the model cannot be measured: 662 queries of ")
                        && failure.reason().contains("time-out of 60 s"),
                failure::reason);
        assertFalse(failure.worthRetrying());
    }

    @Test
    void aWorkerThatHangsIsKilledAfterItsTimeOut() throws IOException {
        Profiles profiles = profiles("timeoutSeconds: {quick: 4}");
        Outcome.Failure failure =
                failed(runner(profiles, "Hanging").measure(model, target(profiles, "own"), Protocol.QUICK));
        assertEquals("the worker was killed after 4 s without an answer", failure.reason());
        assertEquals("about to hang", failure.detail());
        assertTrue(failure.worthRetrying());
        assertEquals(0, ProcessHandle.current().descendants().count(), "nothing is left of it");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerThatIsKilledFailsAndIsWorthAnotherTry() throws Exception {
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(
                () -> runner(Profiles.builtIn(TestRuntimes.ONNX)).measure(model, target("ort-fp32-1t"), Protocol.LONG));
        awaitWorkerOf(ProcessHandle.current(), outcome::isDone).destroyForcibly();

        Outcome.Failure failure = failed(outcome.get(120, TimeUnit.SECONDS));
        assertEquals("the worker was killed by SIGKILL, as the kernel does when memory runs out", failure.reason());
        assertTrue(failure.worthRetrying());
    }

    @Test
    void aWorkerThatRunsOutOfHeapFailsForGood() {
        Outcome.Failure failure = failed(broken("Hungry"));
        assertEquals("the worker ran out of Java heap memory", failure.reason());
        assertTrue(failure.detail().contains("OutOfMemoryError"), failure::detail);
        assertFalse(failure.worthRetrying());
    }

    @Test
    void aWorkerThatThrowsFailsWithItsLastLines() {
        Outcome.Failure failure = failed(broken("Throwing"));
        assertEquals("the worker ended with exit code 1", failure.reason());
        assertTrue(failure.detail().contains("java.lang.IllegalStateException: line 99"), failure::detail);
        assertTrue(failure.detail().lines().count() <= 20, "the last lines only");
    }

    @Test
    void anAnswerThatIsGarbageFails() {
        Outcome.Failure failure = failed(broken("Garbling"));
        assertTrue(failure.reason().startsWith("the worker's answer cannot be read: "), failure::reason);
    }

    @Test
    void noAnswerAtAllFails() {
        assertEquals(
                "the worker ended without an answer", failed(broken("Silent")).reason());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anInterruptKillsTheWorkerAndRestoresTheFlag() throws Exception {
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread lane = new Thread(() -> {
            outcome.complete(
                    runner(Profiles.builtIn(TestRuntimes.ONNX)).measure(model, target("ort-fp32-1t"), Protocol.LONG));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        lane.start();
        ProcessHandle worker = awaitWorkerOf(ProcessHandle.current(), outcome::isDone);
        lane.interrupt();

        assertEquals(
                "the worker was interrupted",
                failed(outcome.get(120, TimeUnit.SECONDS)).reason());
        assertTrue(flag.get(120, TimeUnit.SECONDS), "the flag is restored");
        worker.onExit().get(120, TimeUnit.SECONDS);
        lane.join();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerOutlivesItsKilledParentByNoMoreThanAMomentAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dtradespace.runtimes=" + System.getProperty("tradespace.runtimes"),
                DoomedParent.class.getName(),
                model.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process parent = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle worker = awaitWorkerOf(parent.toHandle(), () -> !parent.isAlive());
        assertTrue(worker.isAlive());
        assertEquals(1, list(temporary).size(), "the worker's directory");

        parent.destroyForcibly().waitFor();
        worker.onExit().get(120, TimeUnit.SECONDS);
        assertFalse(worker.isAlive());
        assertEquals(List.of(), list(temporary));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tradespace-"))
                    .toList();
        }
    }

    /** Waits for a worker that has loaded its runtime, as long as what started it goes on. Looks again and again, for a process announces that to nobody. */
    private static ProcessHandle awaitWorkerOf(ProcessHandle parent, BooleanSupplier ended)
            throws InterruptedException {
        Optional<ProcessHandle> worker = Optional.empty();
        while (worker.isEmpty()) {
            assertFalse(ended.getAsBoolean(), "it ended before its worker had loaded its runtime");
            Thread.sleep(10);
            worker = parent.children()
                    .filter(child -> memoryMaps(child).contains("libonnxruntime.so"))
                    .findAny();
        }
        return worker.get();
    }

    private static String memoryMaps(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "maps"));
        } catch (IOException gone) {
            return "";
        }
    }

    private Outcome measure(Path file) {
        return runner(Profiles.builtIn(TestRuntimes.ONNX)).measure(file, target("ort-fp32-1t"), Protocol.QUICK);
    }

    private Outcome broken(String worker) {
        return runner(Profiles.builtIn(TestRuntimes.ONNX), worker)
                .measure(model, target("ort-fp32-1t"), Protocol.QUICK);
    }

    private static ForkedRunner runner(Profiles profiles) {
        return new ForkedRunner(profiles, Map.of("tradespace", "0.1.0"), CLOCK);
    }

    private static ForkedRunner runner(Profiles profiles, String brokenWorker) {
        return new ForkedRunner(
                profiles,
                Map.of(),
                CLOCK,
                (runtime, model) -> new WorkerCommand(
                        BrokenWorkers.class.getName() + "$" + brokenWorker,
                        System.getProperty("java.class.path"),
                        16,
                        List.of(),
                        Map.of()));
    }

    private Profiles profiles(String setting) throws IOException {
        Path profiles = Files.createDirectories(directory.resolve("profiles"));
        Files.writeString(profiles.resolve("own.yaml"), """
            device: local-cpu
            targets:
              - {name: own, title: My own, runtime: onnxruntime, precision: fp32, threads: 1, %s}
            """.formatted(setting));
        Profiles loaded = Profiles.load(profiles, TestRuntimes.ONNX);
        assertEquals(List.of(), loaded.broken());
        return loaded;
    }

    private static Target target(String name) {
        return target(Profiles.builtIn(TestRuntimes.ONNX), name);
    }

    private static Target target(Profiles profiles, String name) {
        return profiles.find("local-cpu/" + name).orElseThrow();
    }

    private static Reading completed(Outcome outcome) {
        return assertInstanceOf(Outcome.Completed.class, outcome, outcome::toString)
                .reading();
    }

    private static Outcome.Failure failed(Outcome outcome) {
        return assertInstanceOf(Outcome.Failed.class, outcome, outcome::toString)
                .failure();
    }
}

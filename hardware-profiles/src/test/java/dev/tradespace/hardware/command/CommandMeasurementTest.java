package dev.tradespace.hardware.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.process.MarkedProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs do, well and badly, with scripts of a shell. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class CommandMeasurementTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Path model;

    @BeforeEach
    void writeAModel() throws IOException {
        model = Files.writeString(directory.resolve("a model; of $(all) \"sorts\".onnx"), "model");
    }

    private static Extraction pattern(String pattern, double factor) {
        return new Extraction(pattern, null, false, factor);
    }

    private static MeasuringCommand script(String script, Extraction samples) {
        return new MeasuringCommand(
                List.of(script, "{model}", "{threads}", "{batch}", "{queries}"),
                "sh",
                List.of(),
                null,
                samples,
                null,
                null,
                null);
    }

    private Reading run(MeasuringCommand command, Duration limit) throws CommandFailed, InterruptedException {
        return new CommandMeasurement(command, model, 2, 3, 64, limit).run(directory);
    }

    private CommandFailed failure(String script, Duration limit) {
        return assertThrows(CommandFailed.class, () -> run(script(script, pattern("t=(\\S+)", 1e6)), limit));
    }

    private String reason(String script) {
        return String.valueOf(failure(script, LONG).getMessage());
    }

    @Test
    void readsTheTimesOfQueriesAndHandsOverWhatIsMeasured() throws Exception {
        Reading reading = run(
                script("test -f \"$1\" && echo \"t=$2.5 t=$3 \nt=$4\"; echo noise >&2", pattern("t=([0-9.]+)", 1e6)),
                LONG);
        assertArrayEquals(
                new long[] {2_500_000, 3_000_000, 64_000_000},
                Objects.requireNonNull(reading.timing()).samples().nanos().toArray());
        assertEquals(3, reading.figure(Metric.LATENCY).value().orElseThrow());
        assertEquals(3, reading.batch());
        assertEquals("2", reading.environment().get("threads"));
        assertTrue(
                String.valueOf(reading.environment().get("command")).endsWith(" {model} {threads} {batch} {queries}"));
        assertTrue(reading.figure(Metric.MEMORY).toString().contains("sh is asked for no memory"));
    }

    @Test
    void readsAMedianMemoryAndEnergyFromAFile() throws Exception {
        Path program = Files.writeString(directory.resolve("bench.sh"), """
                printf '{"p50": 4.5, "peak": [12], "energy": 30}' > "$1"; echo done
                """);
        Reading reading = run(
                new MeasuringCommand(
                        List.of("/bin/sh", program.toString(), "{output}", "{model}"),
                        null,
                        List.of(),
                        "a phone",
                        null,
                        new Extraction(null, "/p50", true, 1e3),
                        new Extraction(null, "/peak", true, 1e6),
                        new Extraction(null, "/energy", true, 1e-3)),
                LONG);
        assertNull(reading.timing());
        assertEquals(0.0045, reading.figure(Metric.LATENCY).value().orElseThrow(), 1e-12);
        assertEquals(12e6, reading.figure(Metric.MEMORY).value().orElseThrow());
        assertEquals(0.03, reading.figure(Metric.ENERGY).value().orElseThrow(), 1e-12);
        assertTrue(reading.figure(Metric.THROUGHPUT).value().isEmpty());
        assertEquals("a phone", reading.environment().get("cpu"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true                | the command told nothing: nothing is at t=(\\S+) in its standard output",
                "echo time 5         | the command told no samples: nothing is at t=(\\S+) in its standard output",
                "echo t=1 t=NaN      | samples must be above 0 and finite, was NaN",
                "echo t=-1           | samples must be above 0 and finite, was -1",
                "echo t=0            | samples must be above 0 and finite, was 0",
                "echo t=Infinity     | samples must be above 0 and finite, was Infinity",
                "echo t=1,5          | samples must be above 0 and finite, was 1,5",
                "echo t=1e300        | samples must be above 0 and finite, was 1e300",
                "echo t=1; exit 3    | the command ended with exit code 3",
                "echo t=1; kill -6 $$ | the command crashed with SIGABRT",
            })
    void saysInOneSentenceWhatWasWrong(String script, String reason) {
        assertEquals(reason, reason(script));
    }

    @Test
    void showsTheLastLinesOfItsErrors() {
        CommandFailed failed = failure("echo t=1; for i in $(seq 99); do echo line $i >&2; done; exit 1", LONG);
        assertTrue(failed.lastLines().startsWith("line 80\n"), failed.lastLines());
        assertTrue(failed.lastLines().endsWith("\nline 99"), failed.lastLines());
    }

    @Test
    void endsACommandThatHangsWithAllThatItHasStarted() {
        CommandFailed failed = failure("echo t=1; sleep 1000 & setsid sleep 1001 & wait", Duration.ofSeconds(1));
        assertEquals("the command did not end within 1 s", failed.getMessage());
        assertTrue(failed.worthRetrying());
        assertEquals(List.of(), MarkedProcesses.in(directory).find());
    }

    @Test
    void endsWhatACommandLeavesBehindAndRefusesItsFigures() {
        assertEquals(
                "the command left processes behind, which were ended: sleep",
                reason("(setsid sleep 1000 >/dev/null 2>&1 &) ; echo t=1").replaceAll("coreutils|busybox", "sleep"));
        assertEquals(List.of(), MarkedProcesses.in(directory).find());
    }

    @Test
    void boundsWhatACommandPrints() {
        assertEquals("the command printed more than 4 MiB", reason("yes t=1"));
        assertEquals("the command ended with exit code 2", reason("yes | head -c 20000000 >&2; exit 2"));
    }

    @Test
    void saysThatAFileIsMissingOrNoJson() {
        Extraction pointer = new Extraction(null, "/times", false, 1);
        String reason = String.valueOf(assertThrows(CommandFailed.class, () -> run(script("echo times", pointer), LONG))
                .getMessage());
        assertTrue(reason.startsWith("where samples should stand there is no JSON: "), reason);
        Extraction file = new Extraction(null, "/times", true, 1);
        assertEquals(
                "the command wrote no file {output}",
                assertThrows(CommandFailed.class, () -> run(script("echo 1", file), LONG))
                        .getMessage());
    }

    @Test
    void refusesTwoFiguresWhereOneIsAskedFor() {
        MeasuringCommand twice = new MeasuringCommand(
                List.of("echo 5; echo 6", "{model}"), "sh", List.of(), null, null, pattern("^(\\d)$", 1), null, null);
        assertEquals(
                "p50 must be one number, 2 were found",
                assertThrows(CommandFailed.class, () -> run(twice, LONG)).getMessage());
    }

    @Test
    void tellsItsVersionAndOtherArgumentsApart() throws Exception {
        Extraction any = pattern("(.)", 1);
        MeasuringCommand first = new MeasuringCommand(
                List.of("/opt/bench", "{model}"), null, List.of("echo", "bench 1.2"), null, any, null, null, null);
        MeasuringCommand other = new MeasuringCommand(
                List.of("/opt/bench", "-x", "{model}"),
                null,
                List.of("echo", "bench 1.2"),
                null,
                any,
                null,
                null,
                null);
        assertTrue(first.runtime().startsWith("bench bench 1.2, command "), first.runtime());
        assertEquals(first.runtime(), first.runtime());
        MeasuringCommand read = new MeasuringCommand(
                first.arguments(), null, first.version(), null, pattern("(..)", 1), null, null, null);
        assertTrue(!first.runtime().equals(other.runtime()));
        assertTrue(!first.runtime().equals(read.runtime()));
        MeasuringCommand silent = new MeasuringCommand(
                List.of("/opt/bench", "{model}"), null, List.of("true"), null, any, null, null, null);
        assertEquals(
                "the version of bench cannot be told by true: it printed nothing",
                assertThrows(CommandFailed.class, silent::runtime).getMessage());
    }

    @Test
    void saysWhereAProgramIsMissing() throws IOException {
        assertEquals(Optional.empty(), MeasuringCommand.obstacle("sh", "/nowhere:/bin:/usr/bin"));
        assertEquals(
                Optional.of("there is no program benchncnn in the folders of PATH"),
                MeasuringCommand.obstacle("benchncnn", "/nowhere"));
        assertEquals(Optional.of("there is no program /nowhere/x"), MeasuringCommand.obstacle("/nowhere/x", ""));
        Path text = Files.writeString(directory.resolve("text"), "no program");
        assertEquals(
                Optional.of(text + " may not be run as a program"), MeasuringCommand.obstacle(text.toString(), ""));
    }

    @Test
    void replacesPlaceholdersOnceAndNeverInAScript() {
        MeasuringCommand command = script("echo {model}", pattern("(.)", 1));
        assertEquals(
                List.of("sh", "-c", "echo {model}", "sh", "m", "{threads}", "{batch}", "{queries}"),
                command.words(Map.of("{model}", "m")));
    }
}

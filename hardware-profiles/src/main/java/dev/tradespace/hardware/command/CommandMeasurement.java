package dev.tradespace.hardware.command;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.hardware.machine.MachineFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * One measurement by a command.
 *
 * @param command what is run
 * @param model the model's file, absolute
 * @param threads what the target has
 * @param batch what the target has
 * @param queries the least number of queries that the protocol asks for
 * @param timeout after how long the command is ended
 */
public record CommandMeasurement(
        MeasuringCommand command, Path model, int threads, int batch, int queries, Duration timeout) {
    private static final Path ROOT = Path.of("/");
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Runs the command and reads its figures; blocks.
     *
     * @param directory where it works; no other command's
     * @throws CommandFailed if it gives no figures
     */
    public Reading run(Path directory) throws CommandFailed, InterruptedException {
        Path file = directory.resolve("figures");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("{threads}", String.valueOf(threads));
        values.put("{batch}", String.valueOf(batch));
        values.put("{queries}", String.valueOf(queries));
        values.put("{output}", file.toString());
        // The last one: a path may hold what looks like a placeholder.
        values.put("{model}", model.toString());
        CommandRun run = CommandRun.of(
                command.words(values), directory, Map.of("OMP_NUM_THREADS", String.valueOf(threads)), timeout);
        Texts texts = new Texts(run.output(), file);
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.MEMORY, told("memory", command.memory(), texts));
        figures.put(Metric.ENERGY, told("energy", command.energy(), texts));
        Extraction samples = command.samples();
        if (samples != null) {
            long[] nanos = DoubleStream.of(samples.all("samples", texts.of(samples)))
                    .mapToLong(time -> Math.max(1, Math.round(time)))
                    .toArray();
            // Its warm-up is the command's own.
            Timing timing = new Timing(Samples.ofNanos(nanos), 0, true);
            Map<String, String> facts = environment();
            facts.put("queries", String.valueOf(nanos.length));
            return Reading.of(timing, figures, List.of(), facts);
        }
        figures.put(Metric.LATENCY, told("p50", command.p50(), texts));
        figures.put(
                Metric.THROUGHPUT,
                new Figure.Unavailable(command.name() + " tells a median, and throughput is the inverse of a mean"));
        return new Reading(figures, null, List.of(), environment(), null);
    }

    private Figure told(String name, @Nullable Extraction extraction, Texts texts) throws CommandFailed {
        if (extraction == null) {
            return new Figure.Unavailable(command.name() + " is asked for no " + name);
        }
        double amount = extraction.one(name, texts.of(extraction));
        return new Figure.Measured(
                name.equals("p50") ? amount / NANOS_PER_MILLI : amount,
                null,
                name + " as " + command.name() + " tells it");
    }

    private Map<String, String> environment() {
        String hardware = command.hardware();
        Map<String, String> facts = new TreeMap<>(hardware == null ? MachineFacts.read(ROOT) : Map.of());
        if (hardware != null) {
            facts.put(Conditions.MACHINE, MachineFacts.machine(ROOT));
            facts.put("cpu", hardware);
        }
        facts.put("threads", String.valueOf(threads));
        facts.put(Reading.BATCH, String.valueOf(batch));
        facts.put(
                "command",
                (command.shell() == null ? "" : command.shell() + ": ") + String.join(" ", command.arguments()));
        return facts;
    }

    /** What a command has told. */
    private record Texts(String output, Path file) {
        String of(Extraction extraction) throws CommandFailed {
            if (!extraction.fromFile()) {
                return output;
            }
            try {
                if (!Files.isRegularFile(file)) {
                    throw new CommandFailed("the command wrote no file {output}");
                }
                if (Files.size(file) > CommandRun.MOST_BYTES) {
                    throw new CommandFailed("the file {output} must be at most " + (CommandRun.MOST_BYTES >> 20)
                            + " MiB, was " + Files.size(file) + " bytes");
                }
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new CommandFailed("the file {output} cannot be read: " + unreadable.getMessage());
            }
        }
    }
}

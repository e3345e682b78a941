package dev.tradespace.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.results.Results;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.measurement.RowQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long the store takes to answer over many measurements of one target: fills an H2 file with made-up rows, one model each, whose
 * accuracy grows with latency as it does in life, and prints the median of warm queries, as time and as processor time. Before each a
 * measurement is completed, so that no answer can be one that was kept.
 *
 * <p>Arguments: the number of rows, a million without one.
 */
public final class FrontQueryBenchmark {
    private static final String TARGET = "local-cpu/ort-fp32-1t";
    private static final String DATASET = "imagenet-1k";
    private static final int WARM_UPS = 20;
    private static final int RUNS = 21;
    private static final int ROWS_PER_COMMIT = 50_000;

    /** Filling goes past the face, which commits every measurement by itself. */
    private static final List<String> BEGIN = List.of(
            "SET WRITE_DELAY 500",
            "INSERT INTO model (id, architecture, weights) SELECT x, 'digest-' || x, 'random:7' FROM SYSTEM_RANGE(1,"
                    + " %1$d)",
            "ALTER TABLE model ALTER COLUMN id RESTART WITH %1$d + 1");

    private static final List<String> CHUNK = List.of("""
        INSERT INTO measurement (id, model, variant, family, target, dataset, protocol, shown, measured_at, noisy,
            accuracy, latency, throughput, memory, params, macs, model_size)
        SELECT m.id, m.id, 'family' || MOD(m.id, 50) || '/v' || m.id, 'family' || MOD(m.id, 50), '%2$s', '%3$s', 'quick',
            TRUE, CURRENT_TIMESTAMP, FALSE, 55 + 7 * m.size + 4 * RAND(), EXP(m.size + RAND()), 1000 / EXP(m.size + RAND()),
            1e7 * EXP(m.size + 2 * RAND()), 1e6 * EXP(m.size + 2 * RAND()), 1e8 * EXP(m.size + 2 * RAND()), 4e6 * EXP(m.size)
        FROM (SELECT id, 4 * RAND() AS size FROM model WHERE id BETWEEN %4$d AND %5$d) m
        """, """
        INSERT INTO evidence (measurement, figures, queries, p50, mean, warmup_runs, warmup_settled, disturbances, environment)
        SELECT id, '{"latency":{"origin":"measured","value":' || latency || ',"source":"made up"}}',
            64, latency, latency, 10, TRUE, '[]', '{}'
        FROM measurement WHERE id BETWEEN %4$d AND %5$d
        """);
    private static final List<String> FINISH =
            List.of("UPDATE tally SET measurements = %1$d", "SET WRITE_DELAY 0", "ANALYZE");

    private FrontQueryBenchmark() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, SQLException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("front-query");
        String url = "jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0";
        try (Results results = Results.open(url, InstantSource.system())) {
            long start = System.nanoTime();
            fill(url, rows);
            print("filling with %,d rows", rows, start);
            measure(results);
        } finally {
            delete(folder);
        }
    }

    private static void measure(Results results) {
        List<Metric> two = List.of(Metric.ACCURACY, Metric.LATENCY);
        List<Metric> three = List.of(Metric.ACCURACY, Metric.LATENCY, Metric.MEMORY);
        List<Metric> four = List.of(Metric.ACCURACY, Metric.LATENCY, Metric.MEMORY, Metric.PARAMETERS);
        long start = System.nanoTime();
        print(
                "the first front of all, %d members",
                front(results, two, null).members().size(), start);
        for (List<Metric> objectives : List.of(two, three, four)) {
            median(results, "front of " + objectives, () -> front(results, objectives, null)
                    .members()
                    .size());
        }
        median(results, "front of " + two + " of one protocol", () -> front(results, two, Protocol.QUICK)
                .members()
                .size());
        median(results, "100 rows, lowest latency first", () -> rows(results, List.of(), Metric.LATENCY));
        median(results, "100 rows, newest first", () -> rows(results, List.of(), null));
        median(
                results,
                "100 rows of one family of fifty, lowest latency first",
                () -> rows(results, List.of("family7"), Metric.LATENCY));
        start = System.nanoTime();
        print("%d rows, least memory first, once: no index", rows(results, List.of(), Metric.MEMORY), start);
    }

    private static TargetFront front(Results results, List<Metric> objectives, @Nullable Protocol protocol) {
        return results.fronts().front(new FrontQuery(TARGET, DATASET, "", "", protocol, objectives));
    }

    private static int rows(Results results, List<String> families, @Nullable Metric order) {
        return results.measurements()
                .rows(new RowQuery(List.of(), families, List.of(), null, null, null, order, 0, 100))
                .items()
                .size();
    }

    /** A model that was not there before, slow enough to join no front. */
    private static void complete(Results results) {
        long number = results.sweeps().page(0, 1).total();
        Subject subject = new Subject(
                ModelId.parse("new/v" + number),
                new RowKey("new-" + number, "random:7", TARGET, DATASET, Protocol.QUICK),
                Map.of(Metric.ACCURACY, new Figure.Published(50, "made up")));
        results.sweeps().create(new SweepSpec(List.of("new/*"), List.of(TARGET), Protocol.QUICK), List.of(subject));
        Lease lease = results.jobs()
                .lease("local-cpu", "bench", Duration.ofMinutes(1))
                .orElseThrow()
                .lease();
        Figure memory = new Figure.Measured(1e9, null, "made up");
        Reading reading = Reading.of(
                new Timing(Samples.ofNanos(30_000_000), 0, true),
                Map.of(Metric.MEMORY, memory, Metric.ENERGY, memory),
                List.of(),
                Map.of());
        if (results.jobs().complete(lease, reading, Duration.ofSeconds(1)).isEmpty()) {
            throw new IllegalStateException("nobody else takes leases here");
        }
    }

    /** Of all threads, the collector of garbage included: what a query takes of a busy machine too. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void fill(String url, int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : BEGIN) {
                statement.execute(String.format(Locale.ROOT, sql, rows));
            }
            for (int from = 1; from <= rows; from += ROWS_PER_COMMIT) {
                for (String sql : CHUNK) {
                    int to = Math.min(rows, from + ROWS_PER_COMMIT - 1);
                    statement.execute(String.format(Locale.ROOT, sql, rows, TARGET, DATASET, from, to));
                }
            }
            for (String sql : FINISH) {
                statement.execute(String.format(Locale.ROOT, sql, rows));
            }
        }
    }

    private static void median(Results results, String what, IntSupplier query) {
        double[] millis = new double[RUNS];
        double[] cpuMillis = new double[RUNS];
        int size = 0;
        for (int i = -WARM_UPS; i < RUNS; i++) {
            complete(results);
            long cpuStart = cpuNanos();
            long start = System.nanoTime();
            size = query.getAsInt();
            millis[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
            cpuMillis[Math.max(i, 0)] = (cpuNanos() - cpuStart) / 1e6;
        }
        Arrays.sort(millis);
        Arrays.sort(cpuMillis);
        System.out.printf(
                Locale.ROOT,
                "%-60s median %8.1f ms, worst %8.1f ms, processor time %8.1f ms, answer of %d%n",
                what,
                millis[RUNS / 2],
                millis[RUNS - 1],
                cpuMillis[RUNS / 2],
                size);
    }

    private static void print(String what, int number, long start) {
        System.out.printf(
                Locale.ROOT,
                "%-60s        %8.1f ms%n",
                String.format(Locale.ROOT, what, number),
                (System.nanoTime() - start) / 1e6);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

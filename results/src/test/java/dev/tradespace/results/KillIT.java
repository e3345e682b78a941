package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.measurement.RowQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM with SIGKILL while it completes jobs as fast as it can, several times, and counts what is left. */
final class KillIT {
    private static final int JOBS = 2_000;
    private static final int KILLS = 4;
    private static final long SEED = 20260422;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("store");
        Path log = Files.createFile(folder.resolve("acknowledged"));
        long sweep = create(url);
        Random random = new Random(SEED);
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process worker = OtherJvm.start(Worker.class, url, log.toString());
            try (BufferedReader beats = worker.inputReader(StandardCharsets.UTF_8)) {
                // A beat after every job: so many, and then in the middle of whatever comes next.
                for (int beat = 20 + random.nextInt(100); beat > 0; beat--) {
                    assertEquals("done", beats.readLine(), "the worker ended by itself");
                }
            } finally {
                // SIGKILL on every POSIX system: no shutdown hook runs.
                worker.destroyForcibly().waitFor();
            }
            int after = check(url, sweep, log);
            assertTrue(after > before, "nothing was done between two kills");
            before = after;
        }
    }

    private static long create(String url) {
        try (Results results = Results.open(url, InstantSource.system())) {
            return results.sweeps()
                    .create(
                            Trials.spec(),
                            IntStream.range(0, JOBS)
                                    .mapToObj(i -> Trials.subject("resnet/r" + i))
                                    .toList())
                    .id();
        }
    }

    /** Compares the database with what the worker was told, and gives how many it was told. */
    private static int check(String url, long sweep, Path log) throws IOException {
        List<Long> acknowledged = Files.readAllLines(log).stream()
                // The last line may have been cut off by the kill.
                .filter(line -> line.endsWith("."))
                .map(line -> Long.valueOf(line.substring(0, line.length() - 1)))
                .toList();
        try (Results results = Results.open(url, InstantSource.system())) {
            List<ResultRow> rows = results.measurements().rows(RowQuery.all()).items();
            Set<Long> done = results.sweeps().jobs(sweep, 0, JOBS).items().stream()
                    .filter(job -> job.status() == JobState.Status.DONE)
                    .map(JobState::id)
                    .collect(Collectors.toSet());
            Set<ModelId> variants = rows.stream().map(ResultRow::model).collect(Collectors.toSet());

            assertEquals(acknowledged.size(), new HashSet<>(acknowledged).size(), "a job was given out twice");
            assertTrue(done.containsAll(acknowledged), "an acknowledged measurement was lost");
            assertEquals(variants.size(), rows.size(), "a measurement was doubled");
            assertEquals(done.size(), rows.size(), "a job and its measurement do not end together");
            // At most the one job whose acknowledgement the kill cut off.
            assertTrue(
                    done.size() - acknowledged.size() <= KILLS,
                    done.size() + " done, " + acknowledged.size() + " told");
            for (ResultRow row : rows) {
                assertEquals(
                        101,
                        results.measurements().samples(row.id()).orElseThrow().size());
            }
            SweepState state = results.sweeps().find(sweep).orElseThrow();
            assertEquals(List.of(done.size(), JOBS), List.of(state.done(), state.total()));
        }
        return acknowledged.size();
    }

    /** Completes jobs as fast as it can; writes the id of each to a file after the store has acknowledged it. */
    static final class Worker {
        public static void main(String[] args) throws IOException {
            try (Results results = Results.open(args[0], InstantSource.system());
                    FileChannel log = FileChannel.open(Path.of(args[1]), StandardOpenOption.APPEND)) {
                // Ends a line that a kill has cut off.
                log.write(ByteBuffer.wrap(new byte[] {'\n'}));
                results.jobs().releaseAll("home");
                while (true) {
                    Lease lease = results.jobs()
                            .lease(Trials.DEVICE, "home", Trials.MINUTE)
                            .orElseThrow()
                            .lease();
                    if (!results.jobs()
                            .complete(lease, Trials.reading(4), Trials.SECOND)
                            .isPresent()) {
                        throw new IllegalStateException("the lease of job " + lease.job() + " was lost");
                    }
                    log.write(ByteBuffer.wrap((lease.job() + ".\n").getBytes(StandardCharsets.UTF_8)));
                    System.out.println("done");
                }
            }
        }
    }
}

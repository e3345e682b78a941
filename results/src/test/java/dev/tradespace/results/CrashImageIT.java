package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.results.measurement.RowQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crash images of a store: the writer is suspended, its file copied, the writer resumed, and the copy opened as after a kill at that very moment. Most are
 * taken more than 50 seconds after opening, since H2 keeps old chunks for 45 and only then begins to reuse their space.
 */
@EnabledOnOs(OS.LINUX)
final class CrashImageIT {
    private static final int JOBS = 4_000;
    private static final long SEED = 20261129;
    private static final Duration LATER_THAN_RETENTION = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    @Test
    void twentyImagesHoldAllThatWasAcknowledged() throws Exception {
        List<String> lost = taken(List.of(
                () -> images("always busy", Duration.ZERO, 2, 9),
                () -> images("idle first", LATER_THAN_RETENTION, 2, 9)));

        assertEquals(List.of(), lost);
    }

    @Test
    @Tag("long")
    void fiveHundredImagesHoldAllThatWasAcknowledged() throws Exception {
        List<String> lost = taken(IntStream.range(0, 4)
                .<Callable<List<String>>>mapToObj(writer ->
                        () -> images("writer " + writer, LATER_THAN_RETENTION.multipliedBy(writer % 2), 25, 100))
                .toList());

        assertEquals(List.of(), lost);
    }

    /** All at once, because each waits for most of its time. */
    private static List<String> taken(List<Callable<List<String>>> writers) throws Exception {
        return StoreTest.inParallel(writers).stream().flatMap(List::stream).toList();
    }

    /**
     * Takes images of a writer of its own.
     *
     * @param idle for how long the writer does nothing after its first images
     * @param early images before that
     * @param late images of a store that has been open for longer than the retention time
     * @return what each image lost, in words
     */
    private List<String> images(String name, Duration idle, int early, int late) throws Exception {
        Path place = Files.createDirectory(folder.resolve(name));
        Path log = Files.createFile(place.resolve("acknowledged"));
        String url = "jdbc:h2:file:" + place.resolve("store");
        try (Results results = Results.open(url, InstantSource.system())) {
            long sweep = results.sweeps()
                    .create(
                            Trials.spec(),
                            IntStream.range(0, JOBS)
                                    .mapToObj(i -> Trials.subject("resnet/r" + i))
                                    .toList())
                    .id();
            assertEquals(1, sweep);
        }
        List<String> lost = new ArrayList<>();
        Random random = new Random(SEED + name.hashCode());
        Process writer = OtherJvm.start(
                Writer.class, url, log.toString(), String.valueOf(early), String.valueOf(idle.toMillis()));
        long opened = System.nanoTime();
        try (BufferedReader beats = writer.inputReader(StandardCharsets.UTF_8)) {
            for (int image = 0; image < early; image++) {
                await(beats);
                lost.addAll(lost(image, image(writer, place, log), place));
            }
            while (System.nanoTime() - opened < LATER_THAN_RETENTION.toNanos()) {
                await(beats);
            }
            for (int image = early; image < early + late; image++) {
                for (int beat = random.nextInt(4); beat >= 0; beat--) {
                    await(beats);
                }
                lost.addAll(lost(image, image(writer, place, log), place));
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return lost;
    }

    private static void await(BufferedReader beats) throws IOException {
        assertEquals("done", beats.readLine(), "the writer ended by itself");
    }

    /** Copies the store of a suspended writer and gives what had been acknowledged by then. */
    private static Set<Long> image(Process writer, Path place, Path log) throws Exception {
        Suspension.suspend(writer);
        try {
            Files.copy(place.resolve("store.mv.db"), place.resolve("image.mv.db"));
            return Files.readAllLines(log).stream()
                    // The writer may have been suspended in the middle of a line.
                    .filter(line -> line.endsWith("."))
                    .map(line -> Long.valueOf(line.substring(0, line.length() - 1)))
                    .collect(Collectors.toSet());
        } finally {
            Suspension.resume(writer);
        }
    }

    private static List<String> lost(int image, Set<Long> acknowledged, Path place) throws IOException {
        try (Results results = Results.open("jdbc:h2:file:" + place.resolve("image"), InstantSource.system())) {
            Set<Long> done = results.sweeps().jobs(1, 0, JOBS).items().stream()
                    .filter(job -> job.status() == JobState.Status.DONE)
                    .map(JobState::id)
                    .collect(Collectors.toSet());
            long rows = results.measurements().rows(RowQuery.all()).total();
            assertTrue(rows == done.size(), "a job and its measurement do not end together");
            List<Long> missing = acknowledged.stream()
                    .filter(job -> !done.contains(job))
                    .sorted()
                    .toList();
            return missing.isEmpty()
                    ? List.of()
                    : List.of(place.getFileName() + ", image " + image + ": jobs " + missing + " of "
                            + acknowledged.size() + " acknowledged are gone");
        } finally {
            Files.delete(place.resolve("image.mv.db"));
        }
    }

    /** Completes jobs with pauses as a sweep has them, and writes the id of each to a file after the store has acknowledged it. */
    static final class Writer {
        private static final int MOST_PAUSE_MILLIS = 300;

        public static void main(String[] args) throws IOException, InterruptedException {
            try (Results results = Results.open(args[0], InstantSource.system());
                    FileChannel log = FileChannel.open(Path.of(args[1]), StandardOpenOption.APPEND)) {
                int early = Integer.parseInt(args[2]);
                Random random = new Random(SEED);
                for (int job = 0; job < JOBS; job++) {
                    Lease lease = results.jobs()
                            .lease(Trials.DEVICE, "home", Trials.MINUTE)
                            .orElseThrow()
                            .lease();
                    Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS));
                    if (!results.jobs()
                            .complete(lease, Trials.reading(4), Trials.SECOND)
                            .isPresent()) {
                        throw new IllegalStateException("the lease of job " + lease.job() + " was lost");
                    }
                    log.write(ByteBuffer.wrap((lease.job() + ".\n").getBytes(StandardCharsets.UTF_8)));
                    System.out.println("done");
                    if (job == early) {
                        Thread.sleep(Long.parseLong(args[3]));
                    }
                }
            }
        }
    }
}

package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.measurement.RowQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that an earlier Tradespace really wrote, with H2 2.5.252: one was closed in order, one killed in the middle of a sweep. */
final class EarlierHomesTest {
    @TempDir
    Path folder;

    @Test
    void aStoreThatWasClosedIsReadWhole() throws Exception {
        try (Results results = open("closed")) {
            assertEquals(7, results.measurements().rows(RowQuery.all()).total());
            assertEquals(1, results.sweeps().page(0, 10).total(), "the searches' own sweeps are in no list");
            assertEquals(
                    TrainingState.Status.DONE,
                    results.trainings().find(1).orElseThrow().status());
            assertEquals(1, results.searches().page(0, 10).total());
            assertTrue(results.measurements().samples(1).orElseThrow().size() >= 64);
        }
    }

    @Test
    void aStoreThatWasKilledGoesOn() throws Exception {
        try (Results results = open("killed")) {
            SweepState sweep = results.sweeps().find(1).orElseThrow();
            assertEquals(4, sweep.total());
            assertEquals(2, sweep.done());
            assertEquals(2, results.measurements().rows(RowQuery.all()).total());
            assertEquals(
                    "mobilenet/v1-0.25-128",
                    results.measurements().row(1).orElseThrow().model().toString());
            Lease next = StoreTest.lease(results);
            assertTrue(results.jobs()
                    .complete(next, Trials.reading(3), Trials.SECOND)
                    .isPresent());
        }
    }

    private Results open(String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(
                Objects.requireNonNull(EarlierHomesTest.class.getResourceAsStream("h2-2.5.252.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name + ".mv.db")) {
                    Files.copy(zip, folder.resolve("store.mv.db"));
                }
            }
        }
        return Results.open("jdbc:h2:file:" + folder.resolve("store"), InstantSource.fixed(Instant.EPOCH));
    }
}

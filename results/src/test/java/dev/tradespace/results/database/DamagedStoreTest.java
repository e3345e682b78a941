package dev.tradespace.results.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.results.OtherJvm;
import dev.tradespace.results.Results;
import dev.tradespace.results.StoreTest;
import dev.tradespace.results.Trials;
import dev.tradespace.results.database.ResultsException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file that is damaged, and of one that is not. */
final class DamagedStoreTest {
    private static final long SEED = 20261129;

    @TempDir
    static Path sound;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeSomething() {
        try (Results results = open(sound)) {
            results.sweeps()
                    .create(
                            Trials.spec(),
                            List.of(
                                    Trials.subject("resnet/a"),
                                    Trials.subject("resnet/b"),
                                    Trials.subject("resnet/c")));
            assertTrue(results.jobs()
                    .complete(StoreTest.lease(results), Trials.reading(4), Trials.SECOND)
                    .isPresent());
        }
    }

    private static Results open(Path place) {
        return Results.open(url(place), InstantSource.fixed(Instant.EPOCH));
    }

    private static String url(Path place) {
        return Results.url(place.resolve("store"));
    }

    private Path copy() throws IOException {
        return Files.copy(
                sound.resolve("store.mv.db"), folder.resolve("store.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aCutOffFileIsCalledDamagedOrIsWhatItWas() throws Exception {
        long size = Files.size(sound.resolve("store.mv.db"));
        for (int part = 1; part < 6; part++) {
            Path file = copy();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size * part / 6);
            }
            damagedOrWhole("cut off after " + part + " of 6 parts");
        }
    }

    @Test
    void overwrittenBlocksAreCalledDamagedOrAreOfNoUse() throws Exception {
        Random random = new Random(SEED);
        long size = Files.size(sound.resolve("store.mv.db"));
        for (int block = 0; block < 10; block++) {
            Path file = copy();
            byte[] rubbish = new byte[1 + random.nextInt(8192)];
            random.nextBytes(rubbish);
            long at = block == 0 ? 0 : random.nextLong(size);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(rubbish), at);
            }
            damagedOrWhole(rubbish.length + " bytes overwritten at " + at);
        }
    }

    /** Either nothing is missing, or it is refused as damaged; and the examination agrees. */
    private void damagedOrWhole(String what) throws IOException {
        // Of a copy: H2 holds on to the lock of a file that it could not open.
        Path examined = Files.createTempDirectory(folder, "examined");
        Files.copy(folder.resolve("store.mv.db"), examined.resolve("store.mv.db"));
        StoreHealth health = StoreHealth.of(url(examined));
        Path opened = Files.createTempDirectory(folder, "opened");
        Files.copy(folder.resolve("store.mv.db"), opened.resolve("store.mv.db"));
        try (Results results = open(opened)) {
            assertEquals(3, results.sweeps().jobs(1, 0, 9).total(), what);
            assertEquals(101, results.measurements().samples(1).orElseThrow().size(), what);
        } catch (ResultsException refused) {
            String message = String.valueOf(refused.getMessage());
            assertEquals(Reason.DAMAGED, refused.reason(), what + ": " + message);
            assertTrue(message.contains(" is damaged: "), what + ": " + message);
            assertTrue(message.endsWith("; restore it from a copy, or choose another database"), what + ": " + message);
            assertEquals(Reason.DAMAGED, health.trouble(), what + ": " + health.sentence());
        }
    }

    @Test
    void whatMayNotBeReadIsNotCalledDamaged() throws Exception {
        Path file = copy();
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

        ResultsException refused = assertThrows(ResultsException.class, () -> open(folder));

        assertEquals(Reason.FORBIDDEN, refused.reason(), refused.getMessage());
    }

    @Test
    void aFolderOfThatNameIsNotCalledDamaged() throws Exception {
        Files.createDirectory(folder.resolve("store.mv.db"));

        ResultsException refused = assertThrows(ResultsException.class, () -> open(folder));

        assertEquals(Reason.UNREACHABLE, refused.reason(), refused.getMessage());
    }

    @Test
    void examiningASoundStoreReadsItAndChangesNothing() throws Exception {
        byte[] before = Files.readAllBytes(copy());

        StoreHealth health = StoreHealth.of(url(folder));

        assertNull(health.trouble(), health.sentence());
        assertTrue(health.isSound());
        assertTrue(health.sentence().endsWith(" rows, all readable"), health.sentence());
        assertEquals(before.length, health.bytes().orElseThrow());
        assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(folder.resolve("store.mv.db"))));
    }

    @Test
    void examiningAStoreInUseSaysSo() throws Exception {
        Process other = OtherJvm.start(H2FileTest.Holder.class, url(folder));
        try (var lines = other.inputReader()) {
            assertEquals("open", lines.readLine());

            assertEquals(Reason.IN_USE, StoreHealth.of(url(folder)).trouble());
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void examiningWhereNothingIsMakesNothing() {
        StoreHealth health = StoreHealth.of(url(folder));

        assertTrue(health.isSound());
        assertTrue(health.bytes().isEmpty());
        assertFalse(Files.exists(folder.resolve("store.mv.db")));
    }
}

package dev.tradespace.training.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.SampleFolder;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.FileStamp;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFolderTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T20:20:02Z"));

    @TempDir
    private Path temp;

    private final AtomicLong nanos = new AtomicLong(FileStamp.now());
    private SampleFolder pets;
    private Datasets datasets;

    @BeforeEach
    void registered() throws IOException {
        pets = new SampleFolder(temp.resolve("pets")).with("cat", "dog");
        datasets = Datasets.at(temp.resolve("home"), List.of()).timedBy(nanos::get);
        assertEquals("pets", SampleFolder.register(datasets, pets.root()));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private int images() throws IOException {
        return datasets.facts("pets").training();
    }

    @Test
    void readsAFolderOnceHoweverOftenItIsShown() throws IOException {
        Dataset first = datasets.open("pets");
        for (int i = 0; i < 50; i++) {
            assertSame(first, datasets.open("pets"));
            assertSame(first.facts(), datasets.facts("pets"));
        }
    }

    @Test
    void seesFilesThatComeAndGoByTheirFolderAlone() throws IOException {
        assertEquals(6, images());
        Path file = pets.image("dog/new.bmp");
        pass(Duration.ofSeconds(2));
        assertEquals(7, images());
        Files.delete(file);
        pass(Duration.ofSeconds(2));
        assertEquals(6, images());
        pets.with("mouse");
        pass(Duration.ofSeconds(2));
        assertEquals(9, images());
    }

    @Test
    void seesAFileThatWasChangedInPlaceInTime() throws IOException {
        settle();
        String before = datasets.facts("pets").digest();
        changeInPlace(pets.root().resolve("cat/0.bmp"));
        pass(Duration.ofSeconds(5));
        assertEquals(before, datasets.facts("pets").digest(), "all files are looked at now and then only");
        pass(Duration.ofSeconds(6));
        assertNotEquals(before, datasets.facts("pets").digest());
    }

    @Test
    void seesEverythingAtOnceWhenSomethingBegins() throws IOException {
        settle();
        String before = datasets.facts("pets").digest();
        changeInPlace(pets.root().resolve("cat/0.bmp"));
        assertEquals(before, datasets.facts("pets").digest());
        String now = datasets.currentFacts("pets").digest();
        assertNotEquals(before, now);
        assertEquals(now, datasets.facts("pets").digest());
        assertTrue(
                datasets.prepared("pets", 8, ProgressListener.SILENT).toString().contains(now));
    }

    /** Of equal length and with the old time of change: what copies by {@code cp -p} or {@code rsync -t} look like. */
    private static void changeInPlace(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    /** Lets so much time pass that nothing was changed a moment ago. */
    private void settle() throws IOException {
        pass(Duration.ofMinutes(5));
        datasets.currentFacts("pets");
    }

    @Test
    void givesNobodyAnImageThatHasChanged() throws IOException {
        settle();
        Dataset shown = datasets.open("pets");
        for (String name : List.of("cat", "dog")) {
            for (int i = 0; i < 5; i++) {
                changeInPlace(pets.root().resolve(name + "/" + i + ".bmp"));
            }
        }
        BadDataset refused = assertThrows(BadDataset.class, () -> shown.image(Split.TEST, 0));
        assertTrue(
                refused.problems().get(0).message().startsWith("it has changed since the folder was read"),
                refused::toString);
        assertNotEquals(shown.facts().digest(), datasets.facts("pets").digest(), "noticed for all");
        assertEquals(8, datasets.open("pets").image(Split.TEST, 0).width());
        assertThrows(
                BadDataset.class, () -> PreparedDataset.prepare(shown, 8, temp.resolve("x"), ProgressListener.SILENT));
        assertTrue(Files.notExists(temp.resolve("x")), "nobody trains on a mixture");
    }

    @Test
    void givesNobodyWhatHasTakenTheNameOfAnImage() throws IOException {
        Dataset shown = datasets.open("pets");
        for (String name : List.of("cat", "dog")) {
            for (int i = 0; i < 5; i++) {
                Files.delete(pets.root().resolve(name + "/" + i + ".bmp"));
                Files.createSymbolicLink(pets.root().resolve(name + "/" + i + ".bmp"), Path.of("/dev/zero"));
            }
        }
        assertThrows(BadDataset.class, () -> shown.image(Split.TEST, 0));
    }

    @Test
    void doesNotWriteItsIndexWhenNothingIsNew() throws IOException {
        settle();
        Path index = temp.resolve("home/datasets/pets/index.json");
        Files.setLastModifiedTime(index, LONG_AGO);
        Datasets later = Datasets.at(temp.resolve("home"), List.of()).timedBy(nanos::get);
        later.facts("pets");
        datasets.currentFacts("pets");
        datasets.open("pets").image(Split.TEST, 0);
        datasets.open("pets").image(Split.TRAINING, 0);
        assertEquals(LONG_AGO, Files.getLastModifiedTime(index));
    }

    @Test
    void remembersThatAFolderCannotBeUsedForAMoment() throws IOException {
        Files.writeString(pets.root().resolve("cat/9.bmp"), "no image");
        pass(Duration.ofSeconds(2));
        BadDataset first = assertThrows(BadDataset.class, () -> datasets.facts("pets"));
        assertSame(first, assertThrows(BadDataset.class, () -> datasets.facts("pets")));
        Files.delete(pets.root().resolve("cat/9.bmp"));
        pass(Duration.ofSeconds(2));
        assertEquals(6, images());
    }

    @Test
    void readsAnIndexOfAnOlderVersionAsNone() throws IOException {
        Path index = temp.resolve("home/datasets/pets/index.json");
        String digest = datasets.facts("pets").digest();
        Files.writeString(index, "{\"cat/0.bmp\":[246,1,\"00\",8,8]}");
        assertEquals(
                digest,
                Datasets.at(temp.resolve("home"), List.of()).facts("pets").digest());
    }
}

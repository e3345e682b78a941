package dev.tradespace.training.data.home;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.SampleFiles;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.data.published.ProxyVariables;
import dev.tradespace.training.data.published.PublicDataset;
import dev.tradespace.training.data.synthetic.SyntheticShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private Datasets datasets(Path... dataFolders) {
        return Datasets.at(home(), List.of(dataFolders));
    }

    @Test
    void alwaysHaveTheDrawnOne() throws IOException {
        assertEquals(new SyntheticShapes().facts(), datasets().facts("synthetic-shapes"));
        assertEquals(List.of(), datasets().problems("synthetic-shapes"));
        assertEquals(8000, datasets().open("synthetic-shapes").size(Split.TRAINING));
    }

    @Test
    void sayHowToGetAKnownOneThatIsNotHere() {
        String message = "fashion-mnist is not here; `tradespace data fetch fashion-mnist` downloads 31 MB, "
                + "or name its folder with --data-dir";
        assertEquals(
                message,
                assertThrows(NoSuchDataset.class, () -> datasets().facts("fashion-mnist"))
                        .getMessage());
        assertEquals(message, datasets().problems("fashion-mnist").get(0).toString());
    }

    @Test
    void nameThoseThereAreWhenAskedForAnother() {
        for (String id : List.of("fashion", "..", "../home", "/etc", "")) {
            assertEquals(
                    "there is no dataset " + id
                            + "; there are synthetic-shapes, mnist, fashion-mnist, cifar10, cifar100",
                    assertThrows(NoSuchDataset.class, () -> datasets().open(id)).getMessage());
        }
    }

    @Test
    void findFilesInTheHomeTheNamedFolderAndBelowIt() throws IOException {
        for (Path place : List.of(
                home().resolve("datasets/mnist"),
                folder.resolve("a"),
                folder.resolve("b/below"),
                folder.resolve("c/MNIST"))) {
            SampleFiles.idx(place, 200, 50);
        }
        for (Path named : List.of(folder, folder.resolve("a"), folder.resolve("b"), folder.resolve("c"))) {
            DatasetFacts facts = datasets(named).facts("mnist");
            assertEquals(180, facts.training());
            assertEquals(20, facts.validation());
            assertEquals(50, facts.test());
            assertEquals(Optional.of(ImageSize.square(28)), facts.size());
            assertEquals(1, facts.channels());
        }
    }

    @Test
    void doNotTakeOneDatasetForAnotherOfTheSameFileNames() throws IOException {
        SampleFiles.idx(folder.resolve("data/fashion-mnist"), 200, 50);
        Datasets both = datasets(folder.resolve("data"));
        assertEquals(180, both.facts("fashion-mnist").training());
        assertThrows(NoSuchDataset.class, () -> both.facts("mnist"));
        assertThrows(NoSuchDataset.class, () -> datasets(folder.resolve("data/fashion-mnist"))
                .facts("mnist"));
    }

    @Test
    void sayThatFilesOfAKnownNameAreUnknown() throws IOException {
        SampleFiles.idx(folder.resolve("kmnist"), 200, 50);
        Dataset dataset = datasets(folder.resolve("kmnist")).open("mnist");
        assertEquals(
                "not the published MNIST, but files of its names",
                dataset.facts().title());
        assertEquals(
                List.of("where these come from is unknown: they differ from the published files of MNIST and are used"
                        + " under a version of their own: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz,"
                        + " t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz"),
                dataset.notes().stream().map(DatasetNote::toString).toList());
        assertEquals(
                dataset.facts(),
                datasets(folder.resolve("kmnist"))
                        .inspect("mnist", last -> last, ProgressListener.SILENT)
                        .facts());
    }

    @Test
    void readAgainWhatWasChangedToTheSameSizeAndTime() throws IOException {
        Path place = home().resolve("datasets/mnist");
        SampleFiles.idx(place, 200, 50);
        Datasets kept = datasets();
        Path labels = place.resolve(PublicDataset.TEST_LABELS);
        Files.write(labels, SampleFiles.idxLabels(50));
        String before = kept.facts("mnist").digest();
        FileTime time = Files.getLastModifiedTime(labels);
        byte[] changed = SampleFiles.idxLabels(50);
        changed[changed.length - 1] = 0;
        Files.write(labels, changed);
        Files.setLastModifiedTime(labels, time);
        assertNotEquals(before, kept.facts("mnist").digest());
        assertEquals(kept.facts("mnist"), kept.open("mnist").facts());
    }

    @Test
    void divideEveryClassAlikeAndTheSameEveryTime() throws IOException {
        SampleFiles.idx(home().resolve("datasets/mnist"), 500, 50);
        Dataset dataset = datasets().open("mnist");
        for (Split split : Split.values()) {
            int[] counts = new int[10];
            for (int i = 0; i < dataset.size(split); i++) {
                counts[dataset.label(split, i)]++;
            }
            for (int count : counts) {
                assertEquals(dataset.size(split) / 10, count, split + " " + Arrays.toString(counts));
            }
        }
        Dataset again = datasets().open("mnist");
        assertEquals(dataset.facts(), again.facts());
        for (int i = 0; i < dataset.size(Split.VALIDATION); i++) {
            assertArrayEquals(
                    dataset.image(Split.VALIDATION, i).values(),
                    again.image(Split.VALIDATION, i).values());
        }
    }

    @Test
    void rememberFactsUntilTheFilesChange() throws IOException {
        Path place = home().resolve("datasets/mnist");
        SampleFiles.idx(place, 200, 50);
        DatasetFacts facts = datasets().facts("mnist");
        assertTrue(Files.exists(place.resolve("facts.json")));
        assertEquals(facts, datasets().facts("mnist"));
        SampleFiles.idx(place, 300, 50);
        assertEquals(270, datasets().facts("mnist").training());
        Files.writeString(place.resolve("facts.json"), "{");
        assertEquals(270, datasets().facts("mnist").training());
    }

    @Test
    void prepareOnceForEachResolution() throws IOException {
        SampleFiles.idx(home().resolve("datasets/mnist"), 200, 50);
        List<Long> heard = new ArrayList<>();
        Path file = datasets().prepared("mnist", 28, (done, total) -> heard.add(done));
        assertFalse(heard.isEmpty());
        heard.clear();
        assertEquals(file, datasets().prepared("mnist", 28, (done, total) -> heard.add(done)));
        assertEquals(List.of(), heard);
        PreparedDataset prepared = PreparedDataset.open(file);
        Dataset dataset = datasets().open("mnist");
        byte[] image = new byte[28 * 28 * 3];
        for (Split split : Split.values()) {
            for (int i = 0; i < dataset.size(split); i++) {
                prepared.split(split).image(i, image);
                assertArrayEquals(dataset.image(split, i).coloured().values(), image);
                assertEquals(dataset.label(split, i), prepared.split(split).label(i));
            }
        }
        assertEquals(
                32,
                PreparedDataset.open(datasets().prepared("mnist", 32, ProgressListener.SILENT))
                        .resolution());
    }

    @Test
    void listWhatIsHereAndWhatCouldBe() throws IOException {
        SampleFiles.idx(home().resolve("datasets/mnist"), 200, 50);
        List<DatasetListing> all = datasets().list();
        assertEquals(
                List.of("synthetic-shapes", "mnist", "fashion-mnist", "cifar10", "cifar100"),
                all.stream().map(DatasetListing::id).toList());
        assertEquals(
                List.of(true, true, false, false, false),
                all.stream().map(listing -> listing.facts().isPresent()).toList());
        assertEquals("built in", all.get(0).note());
        assertEquals(home().resolve("datasets/mnist").toString(), all.get(1).note());
        assertTrue(all.get(3).note().contains("downloads 170 MB"), all.get(3).note());
    }

    @Test
    void sayWhatCannotBeFetched() {
        assertEquals(
                "synthetic-shapes cannot be fetched; those that can are mnist, fashion-mnist, cifar10, cifar100",
                assertThrows(NoSuchDataset.class, () -> datasets()
                                .fetch("synthetic-shapes", ProxyVariables.NONE, ProgressListener.SILENT))
                        .getMessage());
    }
}

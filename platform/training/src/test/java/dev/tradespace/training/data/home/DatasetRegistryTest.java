package dev.tradespace.training.data.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.training.data.DatasetName;
import dev.tradespace.training.data.SampleFolder;
import dev.tradespace.training.data.folder.FolderReading;
import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetRegistryTest {
    @TempDir
    private Path temp;

    private Datasets datasets() {
        return Datasets.at(temp.resolve("home"), List.of());
    }

    private SampleFolder pets(String place) throws IOException {
        return new SampleFolder(temp.resolve(place).resolve("pets")).with("cat", "dog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/etc",
                "../trap",
                "../../trap",
                "trap/",
                "./trap",
                "%2Ftrap",
                "..%2Ftrap",
                "C:\\trap",
                "\\\\host\\trap",
                "..\\trap",
                "file:///trap",
                "~/trap",
                "trap\0",
                "\0",
                "trap\n",
                "Trap",
                "tr ap",
                "-trap",
                "trap-",
                "tr--ap",
                "tr\u0430p",
                ".lock",
                "CON",
            })
    void knowsNamesAndNeverPaths(String text) throws IOException {
        // A stranger's folder with a card of ours in it, under every name that the text could lead to.
        Path trap = temp.resolve("trap");
        for (Path place : List.of(trap, temp.resolve("home/trap"), temp.resolve("home/datasets/sub/trap"))) {
            Files.createDirectories(place);
            Files.writeString(
                    place.resolve(DatasetRegistry.CARD),
                    "{\"folder\":\"" + pets("strange").root() + "\"}");
        }
        for (String id : List.of(text, text.replace("trap", trap.toString()))) {
            String message = assertThrows(NoSuchDataset.class, () -> datasets().facts(id))
                    .getMessage();
            assertTrue(String.valueOf(message).startsWith("there is no dataset "), message);
            assertFalse(String.valueOf(message).contains("\0"), message);
            assertThrows(NoSuchDataset.class, () -> datasets().open(id));
            assertThrows(NoSuchDataset.class, () -> datasets().currentFacts(id));
            assertThrows(NoSuchDataset.class, () -> datasets().prepared(id, 8, ProgressListener.SILENT));
            assertThrows(IllegalArgumentException.class, () -> new DatasetRegistry(temp).folder(id));
        }
        assertFalse(Files.exists(trap.resolve("index.json")), "nothing is written beside a stranger's card");
    }

    @Test
    void givesFoldersOfOneNameDifferentNamesEvenIfTheyHoldTheSame() throws IOException {
        Set<String> ids = new HashSet<>();
        for (String place : List.of("a", "b", "c")) {
            ids.add(SampleFolder.register(datasets(), pets(place).root()));
        }
        assertEquals(Set.of("pets", "pets-2", "pets-3"), ids);
        assertEquals("pets-2", SampleFolder.register(datasets(), temp.resolve("b/pets")));
        assertEquals(temp.resolve("a/pets").toString(), note("pets"));
        assertEquals(temp.resolve("c/pets").toString(), note("pets-3"));
    }

    private String note(String id) throws IOException {
        return datasets().list().stream()
                .filter(listing -> listing.id().equals(id))
                .map(DatasetListing::note)
                .findFirst()
                .orElse("not listed");
    }

    @Test
    void knowsAFolderByEveryPathToIt() throws IOException {
        Path pets = pets("a").root();
        Path link = Files.createSymbolicLink(temp.resolve("my-link"), pets);
        assertEquals("pets", SampleFolder.register(datasets(), pets));
        assertEquals("pets", SampleFolder.register(datasets(), link));
        assertEquals(Optional.of("pets"), datasets().registered(link));
    }

    @Test
    void takesTheNameThatTheUserChooses() throws IOException {
        Path pets = pets("a").root();
        UnaryOperator<FolderReading> same = UnaryOperator.identity();
        assertEquals("cats", datasets().register(pets, "cats", same, ProgressListener.SILENT));
        assertEquals("cats", datasets().register(pets, null, same, ProgressListener.SILENT));
        assertMessage("is registered already, as cats", () -> datasets()
                .register(pets, "dogs", same, ProgressListener.SILENT));
        Path others = pets("b").root();
        assertMessage("there is a dataset cats already", () -> datasets()
                .register(others, "cats", same, ProgressListener.SILENT));
        assertMessage("there is a dataset mnist already", () -> datasets()
                .register(others, "mnist", same, ProgressListener.SILENT));
        assertMessage("was ../cats", () -> datasets().register(others, "../cats", same, ProgressListener.SILENT));
    }

    private static void assertMessage(String part, Callable<?> call) {
        String message = assertThrows(NoSuchDataset.class, call::call).getMessage();
        assertTrue(String.valueOf(message).contains(part), message);
    }

    @Test
    void keepsHowAFolderIsReadUntilSomebodyChoosesOtherwise() throws IOException {
        SampleFolder pets = pets("a");
        Files.writeString(pets.root().resolve("cat/text.bmp"), "no image");
        assertThrows(BadDataset.class, () -> SampleFolder.register(datasets(), pets.root()));
        assertEquals(
                "pets", datasets().register(pets.root(), null, last -> last.with(null, true), ProgressListener.SILENT));
        assertEquals("pets", SampleFolder.register(datasets(), pets.root()));
        assertEquals(6, datasets().facts("pets").training(), "every program of the home reads the same");
        assertEquals(1, datasets().open("pets").notes().size());
        assertThrows(BadDataset.class, () -> datasets().read("pets", last -> last.with(null, false)));
        assertEquals(6, datasets().facts("pets").training(), "what is refused changes nothing");
    }

    @Test
    void seesAtOnceWhatAnotherProgramRegisters() throws IOException {
        Datasets server = datasets();
        assertThrows(NoSuchDataset.class, () -> server.facts("pets"));
        SampleFolder.register(datasets(), pets("a").root());
        assertEquals(6, server.facts("pets").training());
    }

    @Test
    void givesOneFolderOneNameHoweverManyRegisterIt() throws Exception {
        Path pets = pets("a").root();
        Datasets datasets = datasets();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> SampleFolder.register(datasets, pets));
            }
            for (Future<String> id : threads.invokeAll(calls)) {
                assertEquals("pets", id.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void listsTheOthersWhereOneCardIsDamaged() throws IOException {
        SampleFolder.register(datasets(), pets("a").root());
        SampleFolder.register(datasets(), pets("b").root());
        Path card = temp.resolve("home/datasets/pets/dataset.json");
        Files.writeString(card, "secret {");
        assertEquals(card + " is damaged; delete it and register the folder again", note("pets"));
        assertEquals(temp.resolve("b/pets").toString(), note("pets-2"));
    }

    @Test
    void makesNamesOfFolders() {
        assertEquals("my-cats-2024", DatasetName.of(Path.of("My Cats (2024)")));
        assertEquals("images", DatasetName.of(Path.of("\u043A\u043E\u0442")));
        assertTrue(DatasetName.isName(DatasetName.of(Path.of("x".repeat(59) + "-" + "y".repeat(100)))));
    }
}

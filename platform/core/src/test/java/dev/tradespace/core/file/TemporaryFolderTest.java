package dev.tradespace.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    private static final OwnerMark OWN = OwnerMark.own();
    private static final String DEAD = new OwnerMark(OWN.pid(), OWN.start() + 1, OWN.place()).text();

    @TempDir
    Path place;

    private String before = "";

    @BeforeEach
    void lookHere() {
        before = System.setProperty("java.io.tmpdir", place.toString());
    }

    @AfterEach
    void lookThereAgain() {
        System.setProperty("java.io.tmpdir", before);
    }

    @Test
    void thoseOfTheLivingStay() throws IOException {
        Path ours = TemporaryFolder.create("worker");
        assertTrue(ours.startsWith(place), ours::toString);
        assertEquals(List.of(ours), TemporaryFolder.all());
        assertEquals(List.of(), TemporaryFolder.leftovers());
    }

    @Test
    void thoseOfTheDeadAreLeftoversOthersAreNot() throws IOException {
        Path dead = Files.createDirectory(place.resolve("tradespace-worker-" + DEAD + "-1"));
        Files.createDirectory(place.resolve("tradespace-worker-1234"));
        Files.createDirectory(place.resolve("another-" + DEAD + "-1"));
        Files.createSymbolicLink(place.resolve("tradespace-worker-" + DEAD + "-2"), dead);
        Files.createFile(place.resolve("tradespace-worker-" + DEAD + "-3"));
        assertEquals(List.of(dead), TemporaryFolder.leftovers());
    }

    @Test
    void deletesAFolderWithAllThatIsInItButNotWhatItsLinksNameElsewhere() throws IOException {
        Path own = place.resolve("own");
        Path elsewhere = Files.createDirectories(place.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "kept");
        Files.createDirectories(own.resolve("deep"));
        Files.writeString(own.resolve("deep/file"), "text");
        Files.createSymbolicLink(own.resolve("link"), elsewhere);

        TemporaryFolder.delete(own);
        TemporaryFolder.delete(own);

        assertFalse(Files.exists(own));
        assertTrue(Files.exists(elsewhere.resolve("file")));
    }

    @Test
    void aFileThatIsWrittenAgainLosesTheDraftsOfTheDeadOnly() throws IOException {
        Path dead = Files.createFile(place.resolve(".model.onnx." + DEAD + ".7.part"));
        Path living = Files.createFile(place.resolve(".model.onnx." + OWN.text() + ".7.part"));
        Path download = Files.createFile(place.resolve(".model.onnx.part"));
        Path others = Files.createFile(place.resolve(".other.onnx." + DEAD + ".7.part"));

        WholeFile.write(place.resolve("model.onnx"), out -> out.write(1));

        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(living) && Files.exists(download) && Files.exists(others));
        assertTrue(Draft.isLeftover(others));
        assertFalse(Draft.isLeftover(living));
        assertFalse(Draft.is(download));
    }
}

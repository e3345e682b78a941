package dev.tradespace.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {
    private static final Room SMALL = new Room("/home", 31_000_000_000L, 24_000_000_000L);

    @Test
    void saysWithTheSizesWhatDoesNotFitOnTheDisk() {
        String lack = SMALL.withoutDisk("its file", 186_000_000_000L).orElseThrow();
        assertEquals(
                "no room on the disk: its file takes 186 GB, and in /home are 31.0 GB free, of which 268 MB are kept for"
                        + " the database; free some and try again",
                lack);
        assertTrue(Room.isLacking("the model could not be prepared: " + lack));
        assertEquals(Optional.empty(), SMALL.withoutDisk("its file", 31_000_000_000L - Room.SPARE_BYTES));
        assertTrue(SMALL.withoutDisk("its file", 31_000_000_001L - Room.SPARE_BYTES)
                .isPresent());
        assertTrue(new Room("/", 0, 1).withoutDisk("its file", 0).isPresent());
    }

    /** It never fits, so that there is no use in trying again. */
    @Test
    void saysWithTheSizesWhatDoesNotFitIntoTheMemory() {
        String lack = SMALL.withoutMemory("it", 186_000_000_000L).orElseThrow();
        assertEquals("it takes at least 186 GB of memory, and this machine has 24.0 GB", lack);
        assertFalse(Room.isLacking(lack));
        assertEquals(Optional.empty(), SMALL.withoutMemory("it", 24_000_000_000L));
    }

    @Test
    void knowsWhatTheOperatingSystemSays() {
        assertTrue(Room.isLacking("java.io.IOException: No space left on device"));
        assertTrue(Room.isLacking("/home/x: Disk quota exceeded"));
        assertFalse(Room.isLacking("the worker hung"));
    }

    @Test
    void looksAtTheDiskOfAFolderThatIsStillToBeMade(@TempDir Path folder) throws IOException {
        Room room = Room.at(folder.resolve("a/b/c.onnx"));
        assertEquals(folder.toString(), room.place());
        assertTrue(room.diskBytes() > 0 && room.memoryBytes() > 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.00 kB", "12345, 12.3 kB", "999999, 1.00 MB", "186000000000, 186 GB"})
    void writesSizesWithThreeDigits(long bytes, String text) {
        assertEquals(text, Room.size(bytes));
    }
}

package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.training.EpochPoint;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final TrainingLoopState STANDING = new TrainingLoopState(
            1204, 61.5, List.of(new EpochPoint(1, 860, 0.1 + 0.2, 50, 1.5, 45, 0.1, 30.25, 900)), 12.5, 99, 128, 1.25);

    @TempDir
    Path folder;

    /** More than a chunk, with every kind of number. */
    private static float[] numbers() {
        float[] numbers = new float[40_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat(i * 107_371);
        }
        return numbers;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void save() throws IOException {
        new Checkpoints(folder, "this").save(STANDING, List.of(FloatBuffer.wrap(numbers()), FloatBuffer.allocate(3)));
    }

    private static List<FloatBuffer> room() {
        return List.of(FloatBuffer.allocate(40_000), FloatBuffer.allocate(3));
    }

    @Test
    void comesBackBitForBit() throws IOException {
        save();
        List<FloatBuffer> room = room();
        assertEquals(Optional.of(STANDING), new Checkpoints(folder, "this").load(room));
        int[] expected = new int[40_000];
        int[] found = new int[40_000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Float.floatToIntBits(numbers()[i]);
            found[i] = Float.floatToIntBits(room.get(0).get(i));
        }
        assertArrayEquals(expected, found);
    }

    @Test
    void theNewerTakesTheOldersPlaceAndDraftsAreSwept() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder, "this");
        checkpoints.save(TrainingLoopState.BEGINNING, room());
        save();
        Files.writeString(folder.resolve(".checkpoint-7.bin.0.part"), "half");
        assertEquals(1204, checkpoints.load(room()).orElseThrow().step());
        assertEquals(List.of("checkpoint-1204.bin"), files());
        checkpoints.clear();
        assertEquals(List.of(), files());
        assertEquals(Optional.empty(), checkpoints.load(room()));
    }

    @Test
    void refusesWhatIsDamagedByNameAndReason() throws IOException {
        save();
        Path file = folder.resolve("checkpoint-1204.bin");
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 100, 50_000, good.length - 8, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            refused(file, "");
        }
        byte[] flipped = good.clone();
        flipped[good.length - 1000] ^= 4;
        Files.write(file, flipped);
        refused(file, "its checksum is wrong");
        Files.write(file, new byte[] {127, 0, 0, 0, 1, 2, 3});
        refused(file, "it does not begin as one");
    }

    private void refused(Path file, String reason) {
        IOException refusal = assertThrows(IOException.class, () -> new Checkpoints(folder, "this").load(room()));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("the checkpoint " + file + " cannot be used: " + reason), message);
        assertTrue(message.endsWith("; remove it to begin anew"), message);
    }

    @Test
    void refusesAnotherTrainings() throws IOException {
        save();
        IOException refusal = assertThrows(IOException.class, () -> new Checkpoints(folder, "other").load(room()));
        assertTrue(String.valueOf(refusal.getMessage()).contains("it is that of another training"));
    }
}

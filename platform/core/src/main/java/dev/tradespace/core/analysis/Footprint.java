package dev.tradespace.core.analysis;

import dev.tradespace.core.file.Room;
import java.util.Optional;

/**
 * What a network takes on a disk and in memory, from what is counted on it: known before a byte is written.
 *
 * @param fileBytes of a model's file: its weights and statistics at four bytes each
 * @param runBytes of memory to run it: the weights, and the most activations that live at one time
 * @param trainingFileBytes on the disk while it is trained: weights and the state of its optimizer in a checkpoint, and the weights again as a model's files
 * @param trainingBytes of memory to train it: weights, gradients and one moment of the optimizer, and the activations of one image
 */
public record Footprint(long fileBytes, long runBytes, long trainingFileBytes, long trainingBytes) {
    private static final int CHECKPOINT_AND_FILES = 4;
    private static final int WEIGHTS_GRADIENTS_AND_MOMENT = 3;

    /** The footprint of a counted network. */
    public static Footprint of(Analysis analysis) {
        long file = analysis.fp32Bytes();
        long activations = analysis.peakActivationBytes();
        return new Footprint(
                file,
                file + activations,
                CHECKPOINT_AND_FILES * file,
                WEIGHTS_GRADIENTS_AND_MOMENT * file + activations);
    }

    /** Why it can never be run, or trained, on a machine; empty where it can. */
    public Optional<String> withoutMemory(Room room, boolean trained) {
        return trained ? room.withoutMemory("its training", trainingBytes) : room.withoutMemory("it", runBytes);
    }

    /** Why there is no room for its files now; empty where there is. */
    public Optional<String> withoutDisk(Room room, boolean trained) {
        return trained ? room.withoutDisk("its training", trainingFileBytes) : room.withoutDisk("its file", fileBytes);
    }
}

package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.load;
import static dev.tradespace.training.dl4j.vector.Lanes.store;

import java.nio.ByteBuffer;

/** Copies of blocks: rows of some elements, at some distance from each other. */
public final class Copies {
    private Copies() {}

    /**
     * A block's place in an array, in elements.
     *
     * @param from where its first row begins
     * @param stride from one row to the next
     */
    public record Place(int from, int stride) {}

    /**
     * Copies a block.
     *
     * @param rows how many
     * @param width elements in each
     */
    public static void copy(ByteBuffer source, Place from, ByteBuffer target, Place to, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            copyRow(
                    source,
                    (from.from() + row * from.stride()) * Float.BYTES,
                    target,
                    (to.from() + row * to.stride()) * Float.BYTES,
                    width * Float.BYTES);
        }
    }

    private static void copyRow(ByteBuffer source, int from, ByteBuffer target, int to, int bytes) {
        int whole = bytes / Lanes.BYTES * Lanes.BYTES;
        for (int i = 0; i < whole; i += Lanes.BYTES) {
            store(load(source, from + i), target, to + i);
        }
        for (int i = whole; i < bytes; i += Float.BYTES) {
            target.putFloat(to + i, source.getFloat(from + i));
        }
    }

    /** Sets all elements of a block to zero. */
    public static void clear(ByteBuffer target, Place at, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int from = (at.from() + row * at.stride()) * Float.BYTES;
            for (int i = 0; i < width * Float.BYTES; i += Float.BYTES) {
                target.putFloat(from + i, 0);
            }
        }
    }
}

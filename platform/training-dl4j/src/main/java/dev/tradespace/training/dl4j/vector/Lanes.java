package dev.tradespace.training.dl4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The machine's vectors over native memory.
 *
 * <p>All arrays are direct buffers in native order with room up to a multiple of {@link #ALIGNMENT} elements: loops work on whole vectors and may
 * read and write what stands in that room.
 */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Elements in a vector. */
    static final int COUNT = SPECIES.length();
    /** Bytes in a vector. */
    static final int BYTES = SPECIES.vectorByteSize();
    /** Elements to whose multiples arrays are rounded up. */
    static final int ALIGNMENT = 16;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Lanes() {}

    /** The bytes of so many elements, rounded up to whole vectors. */
    static int bytes(int elements) {
        return (elements + COUNT - 1) / COUNT * BYTES;
    }

    static FloatVector load(ByteBuffer array, int at) {
        return FloatVector.fromByteBuffer(SPECIES, array, at, ORDER);
    }

    static void store(FloatVector vector, ByteBuffer array, int at) {
        vector.intoByteBuffer(array, at, ORDER);
    }
}

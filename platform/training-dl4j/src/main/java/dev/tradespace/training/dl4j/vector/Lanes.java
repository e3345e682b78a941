package dev.tradespace.training.dl4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The machine's vectors over native memory: direct buffers in native order, addressed in bytes. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Elements in a vector. */
    static final int COUNT = SPECIES.length();
    /** Bytes in a vector. */
    static final int BYTES = SPECIES.vectorByteSize();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Lanes() {}

    /** The bytes of so many elements, rounded down to whole vectors. */
    static int wholeBytes(int elements) {
        return elements / COUNT * BYTES;
    }

    /** The bytes of so many elements, rounded up to whole vectors: for arrays with room behind them. */
    static int coveringBytes(int elements) {
        return (elements + COUNT - 1) / COUNT * BYTES;
    }

    static FloatVector load(ByteBuffer array, int at) {
        return FloatVector.fromByteBuffer(SPECIES, array, at, ORDER);
    }

    static void store(FloatVector vector, ByteBuffer array, int at) {
        vector.intoByteBuffer(array, at, ORDER);
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}

package dev.tradespace.training.dl4j.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The size of the blocks in which arrays of any length go through the processor's first cache. */
final class CacheBlocks {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    /** Elements, a multiple of any vector's lanes: what a last vector works on beyond the end is never read. */
    static final int SIZE = 2048;

    private CacheBlocks() {}
}

package dev.tradespace.api.runtime;

import java.nio.FloatBuffer;

/** A model with its input and output, ready to run. Used by one thread. */
public interface LoadedModel extends AutoCloseable {
    /**
     * The input of the next query, to be filled from position 0.
     *
     * @shape {@code [batch, channels, height, width]}
     */
    FloatBuffer input();

    /**
     * Runs one query on what {@link #input()} holds.
     *
     * @return how long it took, in nanoseconds
     * @throws QueryFailed if the runtime fails
     */
    long query();

    /**
     * Runs one query more, not timed, and gives its answer.
     *
     * @shape {@code [batch, classes]}, row by row
     * @throws QueryFailed if the runtime fails
     */
    float[] answer();

    @Override
    void close();
}

package dev.tradespace.core.measure;

import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * What runs a model on a target: ONNX Runtime, Deeplearning4j. A measuring worker finds its runtime with {@link java.util.ServiceLoader} on its own class
 * path; the platform's process never loads one.
 */
public interface InferenceRuntime {
    /** The name a profile calls it by: {@code onnxruntime}, {@code deeplearning4j}. */
    String id();

    /** Loads native libraries, whose memory is not the model's; called once before the first {@link #open}. */
    void load();

    /** Its version, for the provenance of a reading. */
    String version();

    /**
     * Loads a model.
     *
     * @param model a file of the kind that this runtime reads
     * @param threads compute threads, at least 1
     * @param batch images in one query; the model must leave its batch open or have this one
     * @throws UnfitModel if the runtime refuses the model or cannot feed it
     */
    LoadedModel open(Path model, int threads, int batch) throws UnfitModel;

    /**
     * Images in one query where only the answers matter, as far as the model leaves its batch open; at least 1. More than one hides what a query costs
     * besides computing, but may round differently than one image alone.
     */
    default int scoringBatch() {
        return 1;
    }

    /** A model with its input and output, ready to run. Used by one thread. */
    interface LoadedModel extends AutoCloseable {
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

    /** A model that cannot be measured, and why. */
    final class UnfitModel extends Exception {
        private static final long serialVersionUID = 1;

        public UnfitModel(String message) {
            super(message);
        }
    }

    /** A runtime that failed while it ran a model. */
    final class QueryFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        public QueryFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

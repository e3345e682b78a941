package dev.tradespace.api.runtime;

import java.nio.file.Path;

/**
 * An inference runtime: ONNX Runtime, Deeplearning4j. Found with {@link java.util.ServiceLoader} in a folder of jars, which
 * stands on the class path of its worker processes only: the platform asks {@link #describe} and never loads a model.
 *
 * <p>Targets that come with the runtime are described in {@value #PROFILE} of its jar, in the form of a user's profiles.
 */
public interface RuntimePlugin {
    /** The jar's entry with the targets that come with the runtime; may be missing. */
    String PROFILE = "META-INF/tradespace/profile.yaml";

    /** What the runtime is and what it needs. Quick; loads no native library. */
    RuntimeDescription describe();

    /** Loads native libraries, whose memory is not the model's; called once, in the worker, before the first {@link #open}. */
    void load();

    /** Its version as the library itself tells it, for the provenance of a reading; called after {@link #load}. */
    default String version() {
        return describe().version();
    }

    /**
     * Loads a model, in the worker.
     *
     * @param model a file of a format that this runtime reads
     * @param threads compute threads, at least 1
     * @param batch images in one query; the model must leave its batch open or have this one
     * @throws UnfitModel if the runtime refuses the model or cannot feed it
     */
    LoadedModel open(Path model, int threads, int batch) throws UnfitModel;

    /**
     * Loads a model of which the time of every node is taken down. A runtime that cannot do that leaves this out.
     *
     * @param folder where the runtime may write files meanwhile; gone afterwards
     * @throws UnfitModel as {@link #open}, or if the runtime does not tell the times of nodes
     */
    default ProfiledModel openProfiled(Path model, int threads, int batch, Path folder) throws UnfitModel {
        throw new UnfitModel(describe().title() + " does not tell the times of single nodes here");
    }

    /**
     * Images in one query where only the answers matter, as far as the model leaves its batch open; at least 1. More than
     * one hides what a query costs besides computing, but may round differently than one image alone.
     */
    default int scoringBatch() {
        return 1;
    }
}

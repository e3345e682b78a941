package dev.tradespace.training.pipeline;

import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;

/** Labelled images of one resolution, as bytes. Read by several threads at once. */
public interface LabelledImages {
    /** The images of a split of a prepared dataset. */
    static LabelledImages of(PreparedDataset prepared, Split split) {
        return new PreparedImages(prepared, prepared.split(split));
    }

    /** Networks always see three channels. */
    int CHANNELS = 3;

    /** How many there are, at least 1. */
    int size();

    /** Height and width of each. */
    int resolution();

    /** How many classes there are. */
    int classes();

    /** The class of an image. */
    int label(int index);

    /**
     * Copies an image.
     *
     * @param into {@code [resolution, resolution, 3]}
     */
    void image(int index, byte[] into);

    /** The normalised value of a byte in a channel. */
    float value(int channel, byte level);

    /** The number of values of an image. */
    default int values() {
        return resolution() * resolution() * CHANNELS;
    }
}

package dev.tradespace.training.pipeline;

import dev.tradespace.training.data.prepared.PreparedDataset;

/** A split of a prepared dataset as batches are cut from it. */
record PreparedImages(PreparedDataset prepared, PreparedDataset.Images images) implements LabelledImages {
    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int resolution() {
        return prepared.resolution();
    }

    @Override
    public int classes() {
        return prepared.classes().size();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public void image(int index, byte[] into) {
        images.image(index, into);
    }

    @Override
    public float value(int channel, byte level) {
        return prepared.normalisation().value(channel, level);
    }
}

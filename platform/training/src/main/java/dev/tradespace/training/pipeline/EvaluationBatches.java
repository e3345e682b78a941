package dev.tradespace.training.pipeline;

import dev.tradespace.api.training.Recipe.Augmentation;

/** Batches for evaluation: images as they are and in their order. Used by one thread. */
public final class EvaluationBatches {
    private final LabelledImages pictures;
    private final Augmenter augmenter;
    private final float[] image;
    private final float[] target;

    /** The images in batches. */
    public EvaluationBatches(LabelledImages pictures) {
        this.pictures = pictures;
        this.augmenter = new Augmenter(pictures, Augmentation.NONE);
        this.image = new float[pictures.values()];
        this.target = new float[pictures.classes()];
    }

    /**
     * Fills a batch with the images from a number on. Where there are fewer than it has room for, the rest of it stays
     * as it was.
     *
     * @return how many are in it
     */
    public int fill(int first, ImageBatch batch) {
        int count = Math.min(batch.size(), pictures.size() - first);
        for (int i = 0; i < count; i++) {
            augmenter.plain(first + i, image);
            batch.images().put(i * image.length, image);
            int label = pictures.label(first + i);
            target[label] = 1;
            batch.targets().put(i * target.length, target);
            target[label] = 0;
            batch.label(i, label);
        }
        return count;
    }
}

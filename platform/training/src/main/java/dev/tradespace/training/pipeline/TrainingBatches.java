package dev.tradespace.training.pipeline;

import dev.tradespace.api.training.Recipe;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The batches to learn from. What a batch holds depends on seed and step alone, and what becomes of an image on seed,
 * epoch and image. Filled by one thread.
 *
 * <p>Batches are cut from an endless row of epochs: the batch in which an epoch ends begins the next one, so that
 * nothing is dropped or seen twice.
 */
public final class TrainingBatches {
    private static final long AUGMENTATION = 3;

    private final LabelledImages pictures;
    private final Recipe recipe;
    private final long seed;
    private final EpochShuffle order;
    private final Augmenter augmenter;
    private final AugmentationRandom draws = new AugmentationRandom();
    private final float[] image;
    private final float[] partner;
    private final float[] target;

    /**
     * Batches.
     *
     * @param subset how many images to use, chosen by the seed; empty for all
     * @param seed of choice, order and augmentation
     */
    public TrainingBatches(LabelledImages pictures, Recipe recipe, OptionalInt subset, long seed) {
        this.pictures = pictures;
        this.recipe = recipe;
        this.seed = seed;
        this.order = new EpochShuffle(pictures.size(), subset, seed);
        this.augmenter = new Augmenter(pictures, recipe.augmentation());
        this.image = new float[pictures.values()];
        this.partner = new float[pictures.values()];
        this.target = new float[pictures.classes()];
    }

    /** Images in an epoch. */
    public int images() {
        return order.size();
    }

    /**
     * The steps after which an epoch is over.
     *
     * @param epoch from 1; 0 gives 0
     */
    public long stepsUntil(long epoch) {
        return Math.floorDiv(epoch * order.size() + recipe.batch() - 1, (long) recipe.batch());
    }

    /** Room for one of these batches. */
    public ImageBatch room() {
        return new ImageBatch(recipe.batch(), pictures);
    }

    /**
     * Fills the batch of a step.
     *
     * @param step from 0
     */
    public void fill(long step, ImageBatch batch) {
        long first = step * recipe.batch();
        for (int i = 0; i < recipe.batch(); i++) {
            fill(order.image(first + i), order.epoch(first + i), i, batch);
        }
    }

    private void fill(int index, long epoch, int slot, ImageBatch batch) {
        draws.begin(seed, AUGMENTATION, epoch, index);
        augmenter.augmented(index, draws, image);
        int label = pictures.label(index);
        if (recipe.augmentation().mixup() > 0) {
            // Every image has a share and a partner of its own; the paper draws them once for a batch.
            float share = (float) draws.beta(recipe.augmentation().mixup());
            int other = order.chosen(draws.below(order.size()));
            augmenter.augmented(other, draws, partner);
            for (int i = 0; i < image.length; i++) {
                image[i] = share * image[i] + (1 - share) * partner[i];
            }
            teach(label, share, pictures.label(other), slot, batch);
        } else {
            teach(label, 1, label, slot, batch);
        }
        batch.images().put(slot * image.length, image);
    }

    /** Labels as a distribution: smoothed after Szegedy et al. 2016, section 7. */
    private void teach(int label, float share, int other, int slot, ImageBatch batch) {
        float smoothing = (float) recipe.labelSmoothing();
        Arrays.fill(target, smoothing / target.length);
        target[label] += (1 - smoothing) * share;
        target[other] += (1 - smoothing) * (1 - share);
        batch.targets().put(slot * target.length, target);
        batch.label(slot, share >= 0.5 ? label : other);
    }
}

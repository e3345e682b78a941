package dev.tradespace.training.pipeline;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The order of the training images: a fresh shuffle of all of them in every epoch. Batches are cut from this endless
 * order without regard to where an epoch ends, so that no image is dropped and none comes twice. Used by one thread.
 */
final class EpochShuffle {
    private static final long SUBSET = 1;
    private static final long SHUFFLE = 2;

    private final long seed;
    private final int[] chosen;
    private final int[] shuffled;
    private long epoch = -1;

    /**
     * A row of images.
     *
     * @param size how many images there are
     * @param subset how many of them to use, chosen by the seed
     */
    EpochShuffle(int size, OptionalInt subset, long seed) {
        this.seed = seed;
        int[] all = new int[size];
        Arrays.setAll(all, i -> i);
        if (subset.isPresent() && subset.getAsInt() < size) {
            new AugmentationRandom().begin(seed, SUBSET, 0, 0).shuffle(all);
            all = Arrays.copyOf(all, subset.getAsInt());
        }
        this.chosen = all;
        this.shuffled = all.clone();
    }

    /** Images in an epoch. */
    int size() {
        return chosen.length;
    }

    /** The image of a given number from one of those in use, in a fixed order. */
    int chosen(int number) {
        return chosen[number];
    }

    /** The epoch, from 0, of a place in the row. */
    long epoch(long place) {
        return place / chosen.length;
    }

    /** The image at a place in the row. */
    int image(long place) {
        long wanted = epoch(place);
        if (wanted != epoch) {
            System.arraycopy(chosen, 0, shuffled, 0, chosen.length);
            new AugmentationRandom().begin(seed, SHUFFLE, wanted, 0).shuffle(shuffled);
            epoch = wanted;
        }
        return shuffled[(int) (place % chosen.length)];
    }
}

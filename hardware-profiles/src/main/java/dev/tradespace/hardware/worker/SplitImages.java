package dev.tradespace.hardware.worker;

import dev.tradespace.training.data.Split;
import java.nio.file.Path;

/**
 * The first images of a split.
 *
 * @param prepared a prepared dataset, absolute
 * @param split which part of it
 * @param count how many, at least 1 and no more than there are
 */
public record SplitImages(Path prepared, Split split, int count) {
    public SplitImages {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, was " + count);
        }
    }
}

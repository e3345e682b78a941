package dev.tradespace.core.training;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A dataset as everybody may know it.
 *
 * @param id kebab-case: {@code fashion-mnist}
 * @param title for people
 * @param classes the names of the classes, in the order of their numbers
 * @param size that of its images where all share one, else empty
 * @param channels 1 or 3
 * @param training images to learn from
 * @param validation images to choose by
 * @param test images to score once
 * @param digest of its content and splits
 */
public record DatasetFacts(
        String id,
        String title,
        List<String> classes,
        Optional<ImageSize> size,
        int channels,
        int training,
        int validation,
        int test,
        String digest) {
    public DatasetFacts {
        classes = List.copyOf(classes);
    }

    /** The height and width of its images where all are squares of one size, else empty. */
    public OptionalInt side() {
        return size.filter(one -> one.width() == one.height())
                .map(one -> OptionalInt.of(one.width()))
                .orElse(OptionalInt.empty());
    }
}

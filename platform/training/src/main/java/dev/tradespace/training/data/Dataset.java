package dev.tradespace.training.data;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.image.Preprocessing;
import dev.tradespace.training.data.image.Resize;
import java.io.IOException;
import java.util.List;

/** Labelled images in three splits; an image is decoded when it is asked for. Safe for use by several threads. */
public interface Dataset {
    /** What everybody may know of it. */
    DatasetFacts facts();

    /** The class of an image, {@code 0 <= index < size(split)}. */
    int label(Split split, int index);

    /**
     * An image.
     *
     * @throws IOException if it cannot be read or is corrupt; the message names the file
     */
    Pixels image(Split split, int index) throws IOException;

    /** What a user should know of it: what was skipped, what is not as it is usually. */
    default List<DatasetNote> notes() {
        return List.of();
    }

    /**
     * The middle of an image as networks of one size see it; see {@link Preprocessing}.
     *
     * @return {@code [size, size, 3]}
     * @throws IOException as {@link #image} does
     */
    default byte[] square(Split split, int index, int size) throws IOException {
        return Resize.square(image(split, index).coloured(), size);
    }

    /**
     * An image to be shown: as it is or, where its middle square is larger than {@code most}, that square made smaller.
     * A picture of 100 megapixels takes no more memory than others.
     *
     * @throws IOException as {@link #image} does
     */
    default Pixels preview(Split split, int index, int most) throws IOException {
        return image(split, index);
    }

    /** The number of images in a split. */
    default int size(Split split) {
        return switch (split) {
            case TRAINING -> facts().training();
            case VALIDATION -> facts().validation();
            case TEST -> facts().test();
        };
    }
}

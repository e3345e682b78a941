package dev.tradespace.training.data.image;

import dev.tradespace.training.data.io.BadDataset;
import java.awt.Rectangle;
import java.io.IOException;

/**
 * An image of one format whose head has been read, and whose values are decoded when they are asked for. Not for two
 * threads at once.
 */
interface EncodedImage {
    /** Pixels in a row, as they are stored. */
    int width();

    /** Rows, as they are stored. */
    int height();

    /** How the stored image must be turned to be seen upright. */
    ExifOrientation orientation();

    /** What the decoder keeps in memory whatever part is asked for, in bytes. */
    long decoderBytes();

    /**
     * Decodes a part. The stored image is decoded up to the part's last row, so that damage in front of it is found.
     *
     * @throws BadDataset if it is damaged
     */
    Pixels read(Rectangle part) throws IOException;
}

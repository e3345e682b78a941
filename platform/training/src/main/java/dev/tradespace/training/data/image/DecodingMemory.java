package dev.tradespace.training.data.image;

/**
 * The memory in which images are decoded.
 *
 * @param bytes that this process may use in all
 * @param bandBytes what one band of an image may take
 */
record DecodingMemory(long bytes, long bandBytes) {
    private static final long LEAST_BAND_BYTES = 4L << 20;
    private static final long MOST_BAND_BYTES = 256L << 20;
    /**
     * What a pixel of a band may take while it is converted: four values of 16 bits, and its bytes, stored and turned.
     */
    private static final int PIXEL_BYTES = 14;

    /** That of this process: as many images at once as there are processors take an eighth of it. */
    static DecodingMemory ofThisProcess() {
        long bytes = Runtime.getRuntime().maxMemory();
        long share = bytes / 8 / Runtime.getRuntime().availableProcessors();
        return new DecodingMemory(bytes, Math.max(LEAST_BAND_BYTES, Math.min(MOST_BAND_BYTES, share)));
    }

    /** Rows of a band. */
    int rows(int width) {
        return (int) Math.max(1, bandBytes / PIXEL_BYTES / width);
    }

    /** What an image takes. */
    long needed(EncodedImage image, int keptBytesPerPixel) {
        long pixels = (long) image.width() * image.height();
        return image.decoderBytes() + keptBytesPerPixel * pixels + Math.min(bandBytes, PIXEL_BYTES * pixels);
    }

    /** Whether so much can be had: a quarter is left to all others. */
    boolean suffices(long needed) {
        return needed <= bytes / 4 * 3;
    }
}

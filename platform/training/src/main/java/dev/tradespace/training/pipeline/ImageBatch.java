package dev.tradespace.training.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Images and what to learn of them, allocated once and filled again and again. */
public final class ImageBatch {
    private final int size;
    private final FloatBuffer images;
    private final FloatBuffer targets;
    private final int[] labels;

    /**
     * Room for a batch.
     *
     * @param size images, at least 1
     */
    public ImageBatch(int size, LabelledImages pictures) {
        this.size = size;
        this.images = floats(size * pictures.values());
        this.targets = floats(size * pictures.classes());
        this.labels = new int[size];
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** How many images there are. */
    public int size() {
        return size;
    }

    /**
     * The normalised images; use absolute positions only.
     *
     * @shape {@code [size, resolution, resolution, 3]}
     */
    public FloatBuffer images() {
        return images;
    }

    /**
     * What to learn, a distribution for each image; use absolute positions only.
     *
     * @shape {@code [size, classes]}
     */
    public FloatBuffer targets() {
        return targets;
    }

    /** The class of an image; of a blend, that of its larger part. */
    public int label(int image) {
        return labels[image];
    }

    void label(int image, int label) {
        labels[image] = label;
    }
}

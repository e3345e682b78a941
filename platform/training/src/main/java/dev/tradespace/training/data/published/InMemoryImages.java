package dev.tradespace.training.data.published;

import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.BadDataset;
import java.nio.file.Path;

/** Labelled images of one size as a file of a known dataset holds them, wholly in memory. */
final class InMemoryImages {
    /** Where the values of an image lie. */
    enum Layout {
        /** Pixel by pixel. */
        INTERLEAVED,
        /** All red, then all green, then all blue. */
        PLANES
    }

    private final int width;
    private final int height;
    private final int channels;
    private final Layout layout;
    private final byte[] images;
    private final byte[] labels;

    InMemoryImages(int width, int height, int channels, Layout layout, byte[] images, byte[] labels) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.layout = layout;
        this.images = images;
        this.labels = labels;
    }

    int size() {
        return labels.length;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int channels() {
        return channels;
    }

    int label(int index) {
        return labels[index] & 0xFF;
    }

    Pixels image(int index) {
        int area = width * height;
        int from = index * area * channels;
        byte[] values = new byte[area * channels];
        if (layout == Layout.INTERLEAVED) {
            System.arraycopy(images, from, values, 0, values.length);
        } else {
            for (int i = 0; i < area; i++) {
                for (int channel = 0; channel < channels; channel++) {
                    values[i * channels + channel] = images[from + channel * area + i];
                }
            }
        }
        return Pixels.of(width, height, channels, values);
    }

    /** Refuses labels beyond the classes. */
    InMemoryImages checked(int classes, Path file) throws BadDataset {
        for (int i = 0; i < size(); i++) {
            if (label(i) >= classes) {
                throw BadDataset.of(file, "label " + i + " must be below " + classes + ", was " + label(i));
            }
        }
        return this;
    }
}

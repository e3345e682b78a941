package dev.tradespace.training.score;

import dev.tradespace.core.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The logits of a network for a number of images: a number for each class, from which {@link #probabilities} come.
 * Immutable. In a file they are little-endian 32-bit floats, row by row, and nothing else.
 *
 * @shape {@code [images, classes]}
 */
public final class Logits {
    private final int classes;
    private final float[] values;

    Logits(int classes, float[] values) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1, was " + classes);
        }
        if (values.length % classes != 0) {
            throw new IllegalArgumentException("the values must be so many for each image as there are classes, "
                    + classes + ", was " + values.length + " in all");
        }
        this.classes = classes;
        this.values = values;
    }

    /**
     * These, copied.
     *
     * @param classes at least 1
     * @param values row by row
     */
    public static Logits of(int classes, float... values) {
        return new Logits(classes, values.clone());
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or does not hold whole rows; the message names it
     */
    public static Logits read(Path file, int classes) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length % ((long) classes * Float.BYTES) != 0) {
            throw new IOException(file + " must hold rows of " + classes + " floats, has " + bytes.length + " bytes");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Logits(classes, values);
    }

    /**
     * Writes them, whole or not at all.
     *
     * @throws IOException if they cannot be written
     */
    public void write(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        WholeFile.write(file, out -> out.write(bytes.array()));
    }

    /** How many images were answered. */
    public int images() {
        return values.length / classes;
    }

    /** How many classes there are. */
    public int classes() {
        return classes;
    }

    /** One number of an answer. */
    public float value(int image, int clazz) {
        return values[image * classes + clazz];
    }

    /** The largest minus the smallest of all numbers; negative infinity where there are none. */
    public double spread() {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        return (double) largest - smallest;
    }

    /** The class with the highest number, of equals the first. */
    public int answer(int image) {
        int best = 0;
        for (int clazz = 1; clazz < classes; clazz++) {
            if (value(image, clazz) > value(image, best)) {
                best = clazz;
            }
        }
        return best;
    }

    /**
     * The classes' probabilities: the softmax, in double precision and free of overflow.
     *
     * @shape {@code [classes]}, between 0 and 1, sum 1
     */
    public double[] probabilities(int image) {
        double normaliser = logSumExp(image);
        double[] probabilities = new double[classes];
        for (int clazz = 0; clazz < classes; clazz++) {
            probabilities[clazz] = Math.exp(value(image, clazz) - normaliser);
        }
        return probabilities;
    }

    /** The logarithm of the sum of the exponentials, taken from the largest on so that none overflows. */
    double logSumExp(int image) {
        double largest = value(image, answer(image));
        double sum = 0;
        for (int clazz = 0; clazz < classes; clazz++) {
            sum += Math.exp(value(image, clazz) - largest);
        }
        return largest + Math.log(sum);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Logits that && classes == that.classes && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * classes + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return images() + " answers of " + classes + " classes";
    }
}

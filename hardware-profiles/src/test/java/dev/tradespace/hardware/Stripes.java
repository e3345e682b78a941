package dev.tradespace.hardware;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import java.util.List;
import java.util.Optional;

/**
 * Images of one channel each, red, green or blue, with a network that tells them apart; but every tenth label is that of the next class, so that the network is
 * right about nine tenths of each split and no more.
 */
record Stripes(int size) implements Dataset {
    private static final List<String> CLASSES = List.of("red", "green", "blue");

    /** The mean of each channel is its class's logit. */
    static Architecture network(int size) {
        return Flow.input(Shape.of(3, size, size))
                .globalAveragePool()
                .flatten()
                .dense(3)
                .architecture();
    }

    /** Ones on the diagonal and no bias. */
    static Weights weights() {
        return new Weights() {
            @Override
            public String id() {
                return "identity";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                return tensor.role() == WeightSpec.Role.KERNEL
                        ? new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}
                        : new float[Math.toIntExact(tensor.elements())];
            }
        };
    }

    /** What the image shows, and the network answers. */
    static int shown(int index) {
        return index % CLASSES.size();
    }

    @Override
    public DatasetFacts facts() {
        return new DatasetFacts(
                "stripes", "Stripes", CLASSES, Optional.of(ImageSize.square(size)), 3, 9, 30, 120, "0123");
    }

    @Override
    public int label(Split split, int index) {
        return index % 10 == 9 ? (shown(index) + 1) % CLASSES.size() : shown(index);
    }

    @Override
    public Pixels image(Split split, int index) {
        byte[] values = new byte[size * size * 3];
        for (int at = shown(index); at < values.length; at += 3) {
            values[at] = (byte) (200 + index % 7);
        }
        return Pixels.of(size, size, 3, values);
    }
}

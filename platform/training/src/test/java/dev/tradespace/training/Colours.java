package dev.tradespace.training;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Noise in which one of the three colours is somewhat stronger: easy to learn, but not without error. */
final class Colours implements Dataset {
    static final int SIDE = 12;
    private static final int NOISE = 226;
    private static final int STRONGER = 9;

    @Override
    public DatasetFacts facts() {
        return new DatasetFacts(
                "colours",
                "Colours",
                List.of("red", "green", "blue"),
                Optional.of(ImageSize.square(SIDE)),
                3,
                1000,
                150,
                30,
                "c0");
    }

    @Override
    public int label(Split split, int index) {
        return (index / 7 + index) % 3;
    }

    @Override
    public Pixels image(Split split, int index) {
        Random random = new Random(1000L * index + split.id().length());
        byte[] values = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (random.nextInt(NOISE) + (i % 3 == label(split, index) ? STRONGER : 0));
        }
        return Pixels.of(SIDE, SIDE, 3, values);
    }
}

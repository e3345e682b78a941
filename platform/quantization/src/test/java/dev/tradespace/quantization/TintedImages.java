package dev.tradespace.quantization;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Noise in one of three colours, brighter or darker, for networks whose answers are only compared.
 *
 * @param training how many training images
 * @param classesShown how many of the three classes any image has
 * @param noise how far the values go, 1 to 256; 1 makes every image the same
 */
record TintedImages(int training, int classesShown, int noise) implements Dataset {
    static final int SIDE = 16;
    private static final int VALIDATION = 80;

    @Override
    public DatasetFacts facts() {
        return new DatasetFacts(
                "tinted",
                "Tinted",
                List.of("one", "two", "three"),
                Optional.of(ImageSize.square(SIDE)),
                3,
                training,
                VALIDATION,
                3,
                "t" + training + "-" + classesShown + "-" + noise);
    }

    @Override
    public int label(Split split, int index) {
        return index % classesShown;
    }

    @Override
    public Pixels image(Split split, int index) {
        Random random = new Random(1000L * index + split.id().length());
        byte[] values = new byte[SIDE * SIDE * 3];
        int colour = index % 3;
        int brightness = index * 37 % 100;
        for (int i = 0; i < values.length; i++) {
            int tint = noise > 1 && i % 3 == colour ? 50 + brightness : 0;
            values[i] = (byte) Math.min(255, random.nextInt(noise) / 2 + tint);
        }
        return Pixels.of(SIDE, SIDE, 3, values);
    }
}

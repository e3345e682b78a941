package dev.tradespace.training.dl4j.train;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Stripes in one of four directions, of any phase, width and colour, with noise: a network that has not learned to see
 * edges knows nothing of the answer, for every pixel is as often light as dark in every class.
 */
final class Gratings implements Dataset {
    static final int CLASSES = 4;
    private static final int SIDE = 32;
    private static final double NOISE = 25;
    private static final int MIDDLE = 128;

    @Override
    public DatasetFacts facts() {
        return new DatasetFacts(
                "gratings",
                "Gratings",
                List.of("lying", "rising", "upright", "falling"),
                Optional.of(ImageSize.square(SIDE)),
                3,
                800,
                400,
                40,
                "g0");
    }

    @Override
    public int label(Split split, int index) {
        return index % CLASSES;
    }

    @Override
    public Pixels image(Split split, int index) {
        SplittableRandom random = new SplittableRandom(1_000_003L * split.ordinal() + index);
        double angle = Math.PI * label(split, index) / CLASSES;
        double frequency = 2 * Math.PI / random.nextDouble(4, 9);
        double phase = random.nextDouble(0, 2 * Math.PI);
        double[] contrast = {random.nextDouble(20, 90), random.nextDouble(20, 90), random.nextDouble(20, 90)};
        byte[] values = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < values.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            double wave = Math.sin(frequency * (x * Math.sin(angle) + y * Math.cos(angle)) + phase);
            double value = MIDDLE + contrast[i % 3] * wave + NOISE * random.nextGaussian();
            values[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return Pixels.of(SIDE, SIDE, 3, values);
    }
}

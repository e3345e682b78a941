package dev.tradespace.training.data;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.image.Pixels;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A dataset of a few images for tests: their values say which they are. */
public record SampleDataset(int training, int validation, int test, int width, int height, int channels)
        implements Dataset {
    @Override
    public DatasetFacts facts() {
        return new DatasetFacts(
                "sample",
                "Sample",
                List.of("even", "odd"),
                Optional.of(new ImageSize(width, height)),
                channels,
                training,
                validation,
                test,
                "0123456789abcdef");
    }

    @Override
    public int label(Split split, int index) {
        return index % 2;
    }

    @Override
    public Pixels image(Split split, int index) throws IOException {
        byte[] values = new byte[width * height * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (31 * i + 7 * index + 100 * split.id().length());
        }
        return Pixels.of(width, height, channels, values);
    }
}

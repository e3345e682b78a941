package dev.tradespace.training.data.published;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetNote;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.Splits;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.Digest;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A known dataset in memory. Its official training images are divided into those to learn from and those to choose by.
 */
final class InMemoryDataset implements Dataset {
    private static final int MOST_VALIDATION = 5_000;

    private final InMemoryImages learning;
    private final InMemoryImages test;
    private final int[] training;
    private final int[] validation;
    private final DatasetFacts facts;
    private final List<DatasetNote> notes;

    InMemoryDataset(
            String id,
            String title,
            List<String> classes,
            InMemoryImages learning,
            InMemoryImages test,
            List<DatasetNote> notes) {
        this.learning = learning;
        this.test = test;
        this.notes = List.copyOf(notes);
        int[] labels = IntStream.range(0, learning.size()).map(learning::label).toArray();
        boolean[] chosen =
                Splits.choose(labels, classes.size(), Math.min(MOST_VALIDATION, Math.max(1, labels.length / 10)));
        this.training =
                IntStream.range(0, labels.length).filter(i -> !chosen[i]).toArray();
        this.validation =
                IntStream.range(0, labels.length).filter(i -> chosen[i]).toArray();
        this.facts = new DatasetFacts(
                id,
                title,
                classes,
                Optional.of(new ImageSize(learning.width(), learning.height())),
                learning.channels(),
                training.length,
                validation.length,
                test.size(),
                digest());
    }

    private String digest() {
        MessageDigest digest = Digest.sha256();
        digest.update((byte) learning.channels());
        digest.update(Digest.bytes(learning.width(), learning.height(), learning.size(), test.size()));
        for (InMemoryImages images : List.of(learning, test)) {
            for (int i = 0; i < images.size(); i++) {
                digest.update(images.image(i).values());
                digest.update((byte) images.label(i));
            }
        }
        digest.update(Digest.bytes(validation));
        return Digest.name(digest);
    }

    @Override
    public DatasetFacts facts() {
        return facts;
    }

    @Override
    public List<DatasetNote> notes() {
        return notes;
    }

    @Override
    public int label(Split split, int index) {
        return images(split).label(place(split, index));
    }

    @Override
    public Pixels image(Split split, int index) {
        return images(split).image(place(split, index));
    }

    private InMemoryImages images(Split split) {
        return split == Split.TEST ? test : learning;
    }

    private int place(Split split, int index) {
        return switch (split) {
            case TRAINING -> training[index];
            case VALIDATION -> validation[index];
            case TEST -> index;
        };
    }
}

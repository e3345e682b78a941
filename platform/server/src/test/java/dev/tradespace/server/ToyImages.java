package dev.tradespace.server;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A dataset of three plain colours at 16 pixels, alone on its datasets. */
public final class ToyImages implements DatasetProvider, Dataset {
    /** Its id. */
    public static final String ID = "toy-images";

    private static final int SIDE = 16;
    private static final DatasetFacts FACTS = new DatasetFacts(
            ID,
            "Toy images",
            List.of("red", "green", "blue"),
            Optional.of(ImageSize.square(SIDE)),
            3,
            12,
            6,
            9,
            "0123456789abcdef0123");

    private final Path folder;
    private volatile DatasetFacts facts = FACTS;

    /** The datasets. */
    public ToyImages(Path folder) {
        this.folder = folder;
    }

    /** From now on they are others, under the same name. */
    public void change() {
        facts = new DatasetFacts(ID, FACTS.title(), FACTS.classes(), FACTS.size(), 3, 12, 6, 9, "3210fedcba9876543210");
    }

    @Override
    public List<DatasetFacts> present() {
        return List.of(facts);
    }

    @Override
    public List<Absent> absent() {
        return List.of(new Absent("mnist", "MNIST", "it is not here; `tradespace data fetch mnist` gets it"));
    }

    @Override
    public DatasetFacts facts(String id) throws DatasetUnavailable {
        if (!id.equals(ID)) {
            throw new DatasetUnavailable("there is no dataset " + id);
        }
        return facts;
    }

    @Override
    public DatasetFacts current(String id) throws DatasetUnavailable {
        return facts(id);
    }

    @Override
    public Dataset open(String id) throws DatasetUnavailable {
        if (facts(id).classes().isEmpty()) {
            throw new AssertionError("toys have classes");
        }
        return this;
    }

    @Override
    public Path prepared(String id, String digest, int resolution) throws DatasetUnavailable, IOException {
        if (!facts(id).digest().equals(digest)) {
            throw new DatasetUnavailable("the images of " + id + " have changed");
        }
        Path file = folder.resolve(id + "-" + resolution + ".images");
        if (!Files.exists(file)) {
            PreparedDataset.prepare(open(id), resolution, file, ProgressListener.SILENT);
        }
        return file;
    }

    @Override
    public DatasetFacts facts() {
        return facts;
    }

    @Override
    public int label(Split split, int index) {
        return index % 3;
    }

    @Override
    public Pixels image(Split split, int index) {
        byte[] values = new byte[SIDE * SIDE * 3];
        Arrays.fill(values, (byte) (10 * index));
        for (int i = label(split, index); i < values.length; i += 3) {
            values[i] = (byte) 200;
        }
        return Pixels.of(SIDE, SIDE, 3, values);
    }
}

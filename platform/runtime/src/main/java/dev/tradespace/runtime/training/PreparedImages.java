package dev.tradespace.runtime.training;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Prepared;
import dev.tradespace.training.data.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Datasets as trainers and measuring workers map them, {@code prepared/<dataset>-<digest>-<resolution>.images} under the home: each written once. */
public final class PreparedImages {
    /** Of a digest, enough for a name. */
    private static final int DIGEST_CHARACTERS = 16;

    private final Path folder;
    private final DatasetShelf shelf;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    /** The prepared datasets of a home. */
    public PreparedImages(Path home, DatasetShelf shelf) {
        this.folder = home.resolve("prepared");
        this.shelf = shelf;
    }

    /**
     * The file of a dataset at a resolution, written if it is not there yet.
     *
     * @throws DatasetUnavailable if there is no such dataset
     * @throws IOException if an image cannot be decoded or the file cannot be written
     */
    public Path file(String id, int resolution) throws DatasetUnavailable, IOException, InterruptedException {
        Dataset dataset = shelf.dataset(id);
        DatasetFacts facts = dataset.facts();
        String digest = facts.digest().replaceAll("[^A-Za-z0-9]+", "");
        String name = facts.id() + "-" + digest.substring(0, Math.min(DIGEST_CHARACTERS, digest.length())) + "-"
                + resolution + ".images";
        Path file = folder.resolve(name);
        Lock lock = locks.computeIfAbsent(name, first -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Prepared.prepare(dataset, resolution, file, Progress.SILENT);
            }
        } finally {
            lock.unlock();
        }
        return file;
    }
}

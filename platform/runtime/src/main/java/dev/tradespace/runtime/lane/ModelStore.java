package dev.tradespace.runtime.lane;

import dev.tradespace.core.measure.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The files that are measured, {@code models/<digest>-<weights>/model.onnx} under the home: each written once, whole or not at all, and
 * read from then on. Any thread; blocks.
 */
public final class ModelStore {
    private static final String FILE = "model.onnx";
    private static final String UNFINISHED = "unfinished-";

    private final Path folder;
    private final ModelExporter exporter;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /**
     * The models of a home.
     *
     * @param home owned by this process
     */
    public ModelStore(Path home, ModelExporter exporter) {
        this.folder = home.resolve("models");
        this.exporter = exporter;
    }

    /** Removes what a kill in the midst of an export left behind. */
    public void sweepUp() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> leftovers;
        try (Stream<Path> models = Files.list(folder)) {
            leftovers = models.filter(model -> model.getFileName().toString().startsWith(UNFINISHED))
                    .toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    /**
     * The file of a subject's model, exported if it is not there yet.
     *
     * @throws IOException if it cannot be written
     * @throws RuntimeException if the exporter cannot build it
     */
    public Path file(Subject subject) throws IOException {
        String name =
                subject.key().architecture() + "-" + subject.key().weights().replaceAll("[^A-Za-z0-9.]+", "-");
        Path file = folder.resolve(name).resolve(FILE);
        synchronized (locks.computeIfAbsent(name, first -> new Object())) {
            if (!Files.exists(file)) {
                export(subject, name);
            }
        }
        return file;
    }

    private void export(Subject subject, String name) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
        try {
            exporter.export(subject, unfinished.resolve(FILE));
            flush(unfinished);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(unfinished);
        }
    }

    /** A rename may reach the disk before what was renamed: after a power cut the name would stand for an empty file. */
    private static void flush(Path written) throws IOException {
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(ModelStore::deleteOne);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

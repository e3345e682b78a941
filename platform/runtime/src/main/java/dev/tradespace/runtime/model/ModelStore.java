package dev.tradespace.runtime.model;

import dev.tradespace.core.measure.ModelFormat;
import dev.tradespace.core.measure.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The files that are measured, {@code models/<digest>-<weights>/model.onnx} and {@code model.fb} under the home: each written once, whole or not at
 * all, when it is first needed, and read from then on. A trained model's folder appears with its weights and at least the ONNX file. Any thread; blocks.
 */
public final class ModelStore {
    private static final String UNFINISHED = "unfinished-";
    private static final String REFUSED = "refused";

    /** Looks at a file that was just written, before anybody else does. */
    @FunctionalInterface
    public interface Gate {
        /**
         * Lets it pass.
         *
         * @throws IOException if it must not be used, with the reason
         */
        void pass(Path written) throws IOException;
    }

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
            ModelFolders.delete(leftover);
        }
    }

    /** Where all that belongs to a model lies, or will. */
    public Path folder(String architecture, String weights) {
        return folder.resolve(ModelFolders.name(architecture, weights));
    }

    /** Writes a model's file, anywhere. */
    public void export(ModelSource source, ModelFormat format, Path file) throws IOException {
        exporter.export(source, format, file);
    }

    /** Takes a finished folder of a trained model in, whole or not at all. */
    public void adopt(Path finished, String architecture, String weights) throws IOException {
        Files.createDirectories(folder);
        ModelFolders.flush(finished);
        Files.move(finished, folder(architecture, weights), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Keeps a finished folder of a model that must not be used, in place of an earlier one of its name.
     *
     * @return where
     */
    public Path refuse(Path finished, String architecture, String weights) throws IOException {
        Path kept = folder.resolve(REFUSED).resolve(ModelFolders.name(architecture, weights));
        Files.createDirectories(folder.resolve(REFUSED));
        ModelFolders.delete(kept);
        ModelFolders.flush(finished);
        return Files.move(finished, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The file of a subject's model with random weights, exported if it is not there yet.
     *
     * @throws IOException if it cannot be written
     * @throws RuntimeException if the exporter cannot build it
     */
    public Path file(Subject subject, ModelFormat format) throws IOException {
        return file(ModelSource.random(subject), format, written -> {});
    }

    /**
     * A model's file, exported if it is not there yet.
     *
     * @param gate what it must pass in that case
     * @throws IOException if it cannot be written, or did not pass
     * @throws RuntimeException if the exporter cannot build it
     */
    public Path file(ModelSource source, ModelFormat format, Gate gate) throws IOException {
        Path model = folder(source.architecture(), source.weights());
        Path file = model.resolve(format.file());
        synchronized (locks.computeIfAbsent(model.toString(), first -> new Object())) {
            if (!Files.exists(file)) {
                add(source, format, gate, model);
            }
        }
        return file;
    }

    /**
     * Deletes the files of a model with random weights: whoever needs them again has them exported anew, the same to the bit.
     *
     * @throws IOException if they cannot be deleted
     */
    public void forget(Subject subject) throws IOException {
        Path model = folder(subject.key().architecture(), subject.key().weights());
        synchronized (locks.computeIfAbsent(model.toString(), first -> new Object())) {
            if (Files.exists(model)) {
                // First out of the way in one step: a kill must not leave a part of it.
                Path leaving = folder.resolve(UNFINISHED + UUID.randomUUID());
                Files.move(model, leaving, StandardCopyOption.ATOMIC_MOVE);
                ModelFolders.delete(leaving);
            }
        }
    }

    private void add(ModelSource source, ModelFormat format, Gate gate, Path model) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
        try {
            Path written = unfinished.resolve(format.file());
            exporter.export(source, format, written);
            gate.pass(written);
            ModelFolders.flush(unfinished);
            if (!Files.exists(model)) {
                Files.move(unfinished, model, StandardCopyOption.ATOMIC_MOVE);
            } else {
                join(unfinished, model, format);
            }
        } finally {
            ModelFolders.delete(unfinished);
        }
    }

    /** The file that says that all are there comes last. */
    private static void join(Path unfinished, Path model, ModelFormat format) throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(unfinished)) {
            others = files.filter(file -> !file.endsWith(format.file())).toList();
        }
        for (Path other : others) {
            Files.move(other, model.resolve(other.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished.resolve(format.file()), model.resolve(format.file()), StandardCopyOption.ATOMIC_MOVE);
    }
}

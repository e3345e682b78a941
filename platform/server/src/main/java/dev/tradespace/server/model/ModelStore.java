package dev.tradespace.server.model;

import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.weights.ImportedWeights;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The files that are measured, {@code models/<digest>-<weights>/model.onnx} and {@code model.fb} under the home: each written whole or not at all when it is
 * needed, and let go when nobody waits for it any more, since whoever needs it again has it made anew, the same to the bit. What a trained model's folder keeps is its
 * weights. Any thread; blocks.
 */
public final class ModelStore {
    private static final String MODELS = "models";
    private static final String UNFINISHED = "unfinished";
    private static final String REFUSED = "refused";

    /** Longer than it takes to open a file that one was told of. */
    private static final Duration LENT = Duration.ofMinutes(1);

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

    private final Path home;
    private final Path folder;
    private final ModelExporter exporter;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();

    /** Who has been given a model's files; also the lock on its folder. */
    private static final class Use {
        private long times;
        private long lentUntilNanos = System.nanoTime();

        private synchronized long times() {
            return times;
        }
    }

    /**
     * The models of a home.
     *
     * @param home owned by this process
     */
    public ModelStore(Path home, ModelExporter exporter) {
        this.home = home;
        this.folder = home.resolve(MODELS);
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

    /** The formats that a model's files can have. */
    public List<ModelFormat> formats() {
        return exporter.formats();
    }

    /** The precisions that a model's files of a format can have. */
    public List<String> precisions(ModelFormat format) {
        return exporter.precisions(format);
    }

    /** Where a trained model's quantised network lies, or will, beside its weights. */
    public static Path quantized(Path model) {
        return model.resolve(Quantization.INT8);
    }

    /** Writes a model's file, anywhere. */
    public void export(ModelSource source, ModelFile model, Path file) throws IOException {
        exporter.export(source, model, file);
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
     * The file that a target runs of a subject's model with random or imported weights, exported if it is not there yet.
     *
     * @throws IOException if it cannot be written
     * @throws RuntimeException if the exporter cannot build it
     */
    public Path file(Subject subject, Target target) throws IOException {
        RowKey key = subject.key();
        Path trained = null;
        if (ImportedWeights.is(key.weights())) {
            trained = weights(home, key.architecture(), key.weights())
                    .orElseThrow(() -> new IOException("there are no weights " + key.weights() + " of "
                            + subject.model() + " in this home; `tradespace import` brings them"));
        }
        ModelSource source =
                new ModelSource(subject.model(), key.architecture(), key.weights(), trained, null, Map.of());
        return file(source, ModelFile.of(key, target), written -> {});
    }

    /** The file of a model's weights in a home, trained or imported ones; empty where it has none. */
    public static Optional<Path> weights(Path home, String architecture, String weights) {
        return Optional.of(home.resolve(MODELS)
                        .resolve(ModelFolders.name(architecture, weights))
                        .resolve(TrainingRequest.WEIGHTS))
                .filter(Files::isRegularFile);
    }

    /**
     * A model's file, exported if it is not there yet.
     *
     * @param gate what it must pass in that case
     * @throws IOException if it cannot be written, or did not pass
     * @throws RuntimeException if the exporter cannot build it
     */
    public Path file(ModelSource source, ModelFile wanted, Gate gate) throws IOException {
        Path model = folder(source.architecture(), source.weights());
        Path file = model.resolve(wanted.name());
        Use use = use(model);
        synchronized (use) {
            use.times++;
            if (!Files.exists(file)) {
                add(source, wanted, gate, model);
            }
        }
        return file;
    }

    private Use use(Path model) {
        return uses.computeIfAbsent(model.getFileName().toString(), first -> new Use());
    }

    /** Whether a file of a trained model, just made, is the very one that has passed the gate before. */
    public boolean hasPassed(ModelFile file, Path written) throws IOException {
        return new PassedFiles(folder(file.architecture(), file.weights())).has(file, written);
    }

    /** Whether a file of a trained model has passed the gate that is not there any more. */
    public boolean hasPassed(ModelFile file) throws IOException {
        return new PassedFiles(folder(file.architecture(), file.weights())).has(file.name());
    }

    /** Keeps a model's files for {@link #LENT} whoever waits for them: for one who opens them at once but has no job. */
    public void lend(String architecture, String weights) {
        Use use = use(folder(architecture, weights));
        synchronized (use) {
            use.lentUntilNanos = System.nanoTime() + LENT.toNanos();
        }
    }

    /**
     * Lets the files of all models go that nobody waits for: the whole folder of one with random weights, all that can be made from the weights of a
     * trained one. Files that somebody is given in the meantime stay.
     *
     * @param awaited asks which folders, by their names, are waited for
     * @return how many bytes are free by that
     * @throws IOException if something cannot be deleted
     */
    public long keepOnly(Supplier<Set<String>> awaited) throws IOException {
        Map<Path, Long> before = new LinkedHashMap<>();
        for (Path model : models()) {
            before.put(model, use(model).times());
        }
        Set<String> kept = awaited.get();
        long freed = 0;
        for (Map.Entry<Path, Long> model : before.entrySet()) {
            if (!kept.contains(model.getKey().getFileName().toString())) {
                freed += letGo(model.getKey(), model.getValue());
            }
        }
        return freed;
    }

    /** The folders of all models that are whole. */
    private List<Path> models() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> models = Files.list(folder)) {
            return models.filter(model -> !model.getFileName().toString().startsWith(UNFINISHED))
                    .filter(model -> !model.endsWith(REFUSED) && Files.isDirectory(model))
                    .sorted()
                    .toList();
        }
    }

    private long letGo(Path model, long timesBefore) throws IOException {
        Use use = use(model);
        synchronized (use) {
            if (use.times != timesBefore || System.nanoTime() - use.lentUntilNanos < 0) {
                return 0;
            }
            long freed = 0;
            for (Path file : derived(model)) {
                freed += Files.size(file);
            }
            if (isTrained(model)) {
                forgetDerived(model);
            } else if (ModelFolders.isRandom(model)) {
                forgetAll(model);
            } else {
                return 0;
            }
            return freed;
        }
    }

    /** What can be made anew, of any model. */
    public static List<Path> derived(Path model) throws IOException {
        if (!isTrained(model) && !ModelFolders.isRandom(model)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(model)) {
            return files.filter(file -> ModelFormat.isModel(String.valueOf(file.getFileName()))
                            && !file.endsWith(TrainingRequest.WEIGHTS))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isTrained(Path model) {
        return Files.exists(model.resolve(TrainingRequest.WEIGHTS));
    }

    private static void forgetDerived(Path model) throws IOException {
        List<Path> files = derived(model);
        new PassedFiles(model).add(files);
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** First out of the way in one step: a kill must not leave a part of it. */
    private void forgetAll(Path model) throws IOException {
        Path leaving = TemporaryFolder.create(folder, UNFINISHED);
        Files.move(model, leaving.resolve("model"), StandardCopyOption.ATOMIC_MOVE);
        ModelFolders.delete(leaving);
    }

    private void add(ModelSource source, ModelFile wanted, Gate gate, Path model) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = TemporaryFolder.create(folder, UNFINISHED);
        try {
            Path written = unfinished.resolve(wanted.name());
            exporter.export(source, wanted, written);
            gate.pass(written);
            ModelFolders.flush(unfinished);
            if (!Files.exists(model)) {
                Files.move(unfinished, model, StandardCopyOption.ATOMIC_MOVE);
            } else {
                join(unfinished, model, wanted.name());
            }
        } finally {
            ModelFolders.delete(unfinished);
        }
    }

    /** The file that says that all are there comes last. */
    private static void join(Path unfinished, Path model, String name) throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(unfinished)) {
            others = files.filter(file -> !file.endsWith(name)).toList();
        }
        for (Path other : others) {
            Files.move(other, model.resolve(other.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished.resolve(name), model.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}

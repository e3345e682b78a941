package dev.tradespace.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.server.Soon;
import dev.tradespace.server.Toys;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final Subject SUBJECT = Toys.subjects(Toys.spec(List.of("toy/small"), List.of("toy-cpu/one")))
            .get(0);

    private static final Target TARGET = Toys.TARGETS.get(0);

    @TempDir
    private Path home;

    @Test
    void keepsAModelWithAllItsFilesUnderItsDigestAndWeights() throws IOException {
        ModelStore store = new ModelStore(home, (source, format, file) -> {
            Files.writeString(file, "graph");
            Files.writeString(file.resolveSibling("model.onnx.data"), "weights");
        });

        Path file = store.file(SUBJECT, TARGET);

        assertEquals(home.resolve("models/" + SUBJECT.key().architecture() + "-random-7/model.onnx"), file);
        assertEquals("graph", Files.readString(file));
        assertEquals("weights", Files.readString(file.resolveSibling("model.onnx.data")));
        assertEquals(1, entries());
    }

    @Test
    void exportsAnewWhatNobodyWaitedFor() throws IOException {
        AtomicInteger exports = new AtomicInteger();
        ModelStore store = counting(exports);
        assertEquals(0, store.keepOnly(Set::of));
        store.file(SUBJECT, TARGET);
        assertEquals(5, store.keepOnly(Set::of));
        assertEquals(0, entries());
        assertEquals("graph", Files.readString(store.file(SUBJECT, TARGET)));
        assertEquals(2, exports.get());
    }

    private ModelStore counting(AtomicInteger exports) {
        return new ModelStore(home, (source, format, file) -> {
            exports.incrementAndGet();
            Files.writeString(file, "graph");
        });
    }

    @Test
    void keepsWhatIsWaitedForAndWhatIsLentOrGivenInTheMeantime() throws IOException {
        ModelStore store = counting(new AtomicInteger());
        Path file = store.file(SUBJECT, TARGET);
        String name =
                ModelFolders.name(SUBJECT.key().architecture(), SUBJECT.key().weights());
        assertEquals(0, store.keepOnly(() -> Set.of(name)));
        assertTrue(Files.exists(file));
        assertEquals(0, store.keepOnly(() -> {
            try {
                assertEquals(file, store.file(SUBJECT, TARGET));
                return Set.of();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }));
        assertTrue(Files.exists(file));
        store.lend(SUBJECT.key().architecture(), SUBJECT.key().weights());
        assertEquals(0, store.keepOnly(Set::of));
        assertTrue(Files.exists(file));
    }

    @Test
    void keepsOfATrainedModelItsWeightsOnceAndTheSumsOfTheFilesThatHadPassed() throws IOException {
        ModelStore store = counting(new AtomicInteger());
        Path model = Files.createDirectories(store.folder("abc", "trained:1"));
        Files.writeString(model.resolve(TrainingRequest.WEIGHTS), "weights");
        Path onnx = Files.writeString(model.resolve("model.onnx"), "graph");
        Path data = Files.writeString(model.resolve("model.onnx.data"), "numbers");
        Path fb = Files.writeString(model.resolve("model.fb"), "buffers");
        assertEquals(19, store.keepOnly(Set::of));
        assertTrue(Files.exists(model.resolve(TrainingRequest.WEIGHTS)));
        assertFalse(Files.exists(onnx) || Files.exists(data) || Files.exists(fb));

        Path again = Files.writeString(home.resolve("again.onnx"), "graph");
        assertFalse(store.hasPassed(file(ModelFormat.ONNX), again), "its numbers are not there");
        Files.writeString(home.resolve("again.onnx.data"), "numbers");
        assertTrue(store.hasPassed(file(ModelFormat.ONNX), again));
        assertFalse(store.hasPassed(file(Toys.SAMEDIFF), again));
    }

    private static ModelFile file(ModelFormat format) {
        return new ModelFile("abc", "trained:1", format, "fp32");
    }

    /** Two precisions of one model are two files of one folder. */
    @Test
    void tellsPrecisionsApart() throws IOException {
        ModelStore store = new ModelStore(home, (source, model, file) -> Files.writeString(file, model.precision()));
        Target int8 =
                new Target(TARGET.id(), TARGET.device(), TARGET.runtime(), TARGET.format(), "int8", 1, 1, "In int8");
        Path full = store.file(SUBJECT, TARGET);
        Path quantised = store.file(SUBJECT, int8);
        assertEquals("model-int8.onnx", quantised.getFileName().toString());
        assertEquals(full.getParent(), quantised.getParent());
        assertEquals("fp32", Files.readString(full));
        assertEquals("int8", Files.readString(quantised));
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() throws IOException {
        ModelStore store = counting(new AtomicInteger());
        Path foreign = Files.createDirectories(home.resolve("models/something"));
        Files.writeString(foreign.resolve("model.onnx"), "graph");
        assertEquals(0, store.keepOnly(Set::of));
        assertTrue(Files.exists(foreign.resolve("model.onnx")));
    }

    @Test
    void exportsOnceForAllWhoAskAtTheSameTime() throws Exception {
        AtomicInteger exports = new AtomicInteger();
        ModelStore store = new ModelStore(home, (source, format, file) -> {
            exports.incrementAndGet();
            Files.writeString(file, "graph");
        });
        int askers = 4;
        CyclicBarrier start = new CyclicBarrier(askers);
        List<CompletableFuture<Path>> files = new ArrayList<>();
        for (int i = 0; i < askers; i++) {
            files.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            start.await();
                            return store.file(SUBJECT, TARGET);
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        } catch (Exception broken) {
                            throw new AssertionError(broken);
                        }
                    },
                    work -> new Thread(work).start()));
        }
        for (CompletableFuture<Path> file : files) {
            assertTrue(Files.exists(Soon.get(file)));
        }
        assertEquals(1, exports.get());
    }

    @Test
    void keepsNothingOfAnExportThatFailedAndTriesAgain() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        ModelStore store = new ModelStore(home, (source, format, file) -> {
            Files.writeString(file, "half a gr");
            if (tries.incrementAndGet() == 1) {
                throw new IOException("the disk is full");
            }
            Files.writeString(file, "graph");
        });

        assertEquals(
                "the disk is full",
                assertThrows(IOException.class, () -> store.file(SUBJECT, TARGET))
                        .getMessage());
        assertEquals(0, entries());
        assertEquals("graph", Files.readString(store.file(SUBJECT, TARGET)));
    }

    @Test
    void sweepsUpWhatAKilledExportLeft() throws IOException {
        ModelStore store = new ModelStore(home, (source, format, file) -> Files.writeString(file, "graph"));
        store.sweepUp();
        Path kept = store.file(SUBJECT, TARGET);
        Files.createDirectories(home.resolve("models/unfinished-1/deep"));
        Files.writeString(home.resolve("models/unfinished-1/deep/model.onnx"), "half a gr");

        store.sweepUp();

        assertEquals(1, entries());
        assertTrue(Files.exists(kept));
    }

    private long entries() throws IOException {
        try (Stream<Path> models = Files.list(home.resolve("models"))) {
            return models.count();
        }
    }
}

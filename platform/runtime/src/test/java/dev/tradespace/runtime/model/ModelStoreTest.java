package dev.tradespace.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.ModelFormat;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.runtime.Soon;
import dev.tradespace.runtime.Toys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final Subject SUBJECT = Toys.subjects(Toys.spec(List.of("toy/small"), List.of("toy-cpu/one")))
            .get(0);

    @TempDir
    private Path home;

    @Test
    void keepsAModelWithAllItsFilesUnderItsDigestAndWeights() throws IOException {
        ModelStore store = new ModelStore(home, (source, format, file) -> {
            Files.writeString(file, "graph");
            Files.writeString(file.resolveSibling("model.onnx.data"), "weights");
        });

        Path file = store.file(SUBJECT, ModelFormat.ONNX);

        assertEquals(home.resolve("models/" + SUBJECT.key().architecture() + "-random-7/model.onnx"), file);
        assertEquals("graph", Files.readString(file));
        assertEquals("weights", Files.readString(file.resolveSibling("model.onnx.data")));
        assertEquals(1, entries());
    }

    @Test
    void exportsAnewWhatItWasToForget() throws IOException {
        AtomicInteger exports = new AtomicInteger();
        ModelStore store = new ModelStore(home, (source, format, file) -> {
            exports.incrementAndGet();
            Files.writeString(file, "graph");
        });
        store.forget(SUBJECT);
        store.file(SUBJECT, ModelFormat.ONNX);
        store.forget(SUBJECT);
        assertEquals(0, entries());
        assertEquals("graph", Files.readString(store.file(SUBJECT, ModelFormat.ONNX)));
        assertEquals(2, exports.get());
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
                            return store.file(SUBJECT, ModelFormat.ONNX);
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
                assertThrows(IOException.class, () -> store.file(SUBJECT, ModelFormat.ONNX))
                        .getMessage());
        assertEquals(0, entries());
        assertEquals("graph", Files.readString(store.file(SUBJECT, ModelFormat.ONNX)));
    }

    @Test
    void sweepsUpWhatAKilledExportLeft() throws IOException {
        ModelStore store = new ModelStore(home, (source, format, file) -> Files.writeString(file, "graph"));
        store.sweepUp();
        Path kept = store.file(SUBJECT, ModelFormat.ONNX);
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

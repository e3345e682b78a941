package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.core.analysis.Analysis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerCacheTest {
    private static final int CALLERS = 8;

    @TempDir
    Path folder;

    private final AtomicInteger builds = new AtomicInteger();
    private Catalogue catalogue = Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of());

    @BeforeEach
    void load() {
        catalogue = SampleFamily.catalogue(folder);
    }

    private Built build(Model model) {
        builds.incrementAndGet();
        var architecture = model.family().plugin().build(model.configuration());
        return new Built(model, architecture, Analysis.of(architecture));
    }

    private Model narrow(int width) {
        return catalogue.model("sample/narrow", Map.of("width", String.valueOf(width)));
    }

    @Test
    void buildsANetworkOnceHoweverManyAskForItAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(CALLERS);
        AnswerCache<ModelId, Built> networks = new AnswerCache<>(1_000);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Built>> answers = new ArrayList<>();
            Callable<Built> ask = () -> {
                asked.countDown();
                return networks.get(narrow(20).id(), () -> {
                    try {
                        // All have been asked before the first answers.
                        asked.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    return build(narrow(20));
                });
            };
            for (int i = 0; i < CALLERS; i++) {
                answers.add(threads.submit(ask));
            }
            for (Future<Built> answer : answers) {
                assertSame(answers.get(0).get(), answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, builds.get());
        assertEquals(narrow(20), networks.find(narrow(20).id()).orElseThrow().model());
    }

    @Test
    void forgetsTheLeastRecentlyUsedButNothingWithoutWeight() {
        AnswerCache<Integer, String> cache = new AnswerCache<>(2, String::length);
        assertEquals("", cache.get(0, () -> ""));
        assertEquals("a", cache.get(1, () -> "a"));
        assertEquals("b", cache.get(2, () -> "b"));
        assertEquals("a", cache.get(1, () -> "used again"));
        assertEquals("c", cache.get(3, () -> "c"));

        assertEquals(Optional.of(""), cache.find(0));
        assertEquals(Optional.of("a"), cache.find(1));
        assertEquals(Optional.empty(), cache.find(2));
        assertEquals(Optional.of("c"), cache.find(3));
        assertEquals("too long", cache.get(4, () -> "too long"));
        assertEquals(Optional.empty(), cache.find(4));
    }

    @Test
    @SuppressWarnings("NullAway")
    void keepsNeitherAFailureNorANull() {
        AnswerCache<Integer, String> cache = new AnswerCache<>(2);
        assertThrows(
                IllegalStateException.class,
                () -> cache.get(1, () -> {
                    throw new IllegalStateException("not today");
                }));
        assertNull(cache.get(1, () -> null));
        assertEquals(Optional.empty(), cache.find(1));
        assertEquals("b", cache.get(1, () -> "b"));
    }

    @Test
    void theCatalogueBuildsANetworkOnce() {
        Built variant = catalogue.build(catalogue.model("sample/narrow"));
        Built first = catalogue.build(narrow(20));
        assertSame(first, catalogue.build(narrow(20)));
        assertSame(variant, catalogue.build(ModelId.parse("sample/narrow")));
    }

    @Test
    void theCatalogueKnowsAnIdThatWasBuiltAndBuildsOneThatWasNot() {
        Built built = catalogue.build(narrow(20));
        assertSame(built, catalogue.build(ModelId.parse("sample/narrow[width=20]")));
        assertSame(
                catalogue.build(ModelId.parse("sample/narrow[width=21]")),
                catalogue.build(catalogue.model("sample/narrow[width=21]")));
        assertThrows(UnknownModel.class, () -> catalogue.build(ModelId.parse("sample/none")));
    }
}

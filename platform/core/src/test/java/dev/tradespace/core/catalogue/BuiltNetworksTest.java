package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
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

class BuiltNetworksTest {
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
        BuiltNetworks networks = new BuiltNetworks(
                model -> {
                    try {
                        // All have been asked before the first answers.
                        asked.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    return build(model);
                },
                1_000);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Built>> answers = new ArrayList<>();
            Callable<Built> ask = () -> {
                asked.countDown();
                return networks.get(narrow(20));
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
    void forgetsTheLeastRecentlyUsedButNoVariant() {
        int layers = build(narrow(20)).architecture().layers().size();
        BuiltNetworks networks = new BuiltNetworks(this::build, 2 * layers + 1);
        Built variant = networks.get(catalogue.model("sample/narrow"));
        Built first = networks.get(narrow(20));
        Built second = networks.get(narrow(21));
        assertSame(first, networks.get(narrow(20)), "used again");
        networks.get(narrow(22));

        assertEquals(Optional.empty(), networks.find(narrow(21).id()));
        assertSame(first, networks.get(narrow(20)));
        assertSame(variant, networks.get(catalogue.model("sample/narrow")));
        assertNotSame(second, networks.get(narrow(21)));
    }

    @Test
    void doesNotKeepAFailure() {
        AtomicInteger calls = new AtomicInteger();
        BuiltNetworks networks = new BuiltNetworks(
                model -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new PluginFailure("not today");
                    }
                    return build(model);
                },
                1_000);
        assertThrows(PluginFailure.class, () -> networks.get(narrow(20)));
        assertEquals(Optional.empty(), networks.find(narrow(20).id()));
        assertEquals(narrow(20), networks.get(narrow(20)).model());
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

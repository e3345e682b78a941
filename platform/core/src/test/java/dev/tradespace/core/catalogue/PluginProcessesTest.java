package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of jars after they were taken in: they hang, end, throw, change and go. */
class PluginProcessesTest {
    private static final String BUILD = "return Flow.input(Shape.of(3, c.resolution(), c.resolution()))";
    private static final String ON_WIDTH = "if (c.integer(\"width\") >= 40) { %s } " + BUILD;
    private static final PluginLimits LIMITS = PluginLimits.USUAL.patience(Duration.ofSeconds(30));

    private final List<Catalogue> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    private PluginJars jars;

    @BeforeEach
    void openTheFolder() {
        jars = new PluginJars(folder, scratch);
    }

    @AfterEach
    void endTheProcesses() {
        opened.forEach(Catalogue::close);
    }

    private Catalogue load(PluginLimits limits) {
        Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of(folder), null, limits);
        opened.add(catalogue);
        return catalogue;
    }

    private static String refusal(Catalogue catalogue, String id) {
        return String.valueOf(assertThrows(PluginFailure.class, () -> catalogue.build(catalogue.model(id)))
                .getMessage());
    }

    @Test
    void startsAProcessAgainAndSetsAsideTheJarThatNeedsItTooOften() {
        jars.add("bad.jar", BUILD, ON_WIDTH.formatted("System.exit(7);"));
        Catalogue catalogue = load(LIMITS);
        Built before = catalogue.build(catalogue.model("stranger/big"));
        String what = "plugin stranger.Plugin: build(classes=10,resolution=32,width=%d) failed: bad.jar";
        assertEquals(
                what.formatted(40) + ": its worker ended with exit code 7 during build",
                refusal(catalogue, "stranger/small[width=40]"));
        assertEquals(
                what.formatted(40) + ": its worker ended with exit code 7 during build (not tried again)",
                refusal(catalogue, "stranger/small[width=40]"));
        assertNotNull(catalogue.build(catalogue.model("stranger/small[width=9]")), "the next process builds on");
        refusal(catalogue, "stranger/small[width=41]");
        refusal(catalogue, "stranger/small[width=42]");
        assertEquals(
                "plugin stranger.Plugin: check(classes=10,resolution=32,width=10) failed: bad.jar is set aside: its process"
                        + " failed 3 times, at last: bad.jar: its worker ended with exit code 7 during build",
                refusal(catalogue, "stranger/small[width=10]"));
        assertSame(before, catalogue.build(catalogue.model("stranger/big")), "what was known stays");
        assertEquals(
                3 * 9 * 9 + 9 * 10 + 10,
                catalogue
                        .build(catalogue.model("stranger/small[width=9]"))
                        .analysis()
                        .params());
        PluginReport report = catalogue.plugins().get(0);
        assertEquals(List.of("stranger"), report.families());
        assertTrue(
                report.problems().get(0).startsWith("it is set aside: its process failed 3 times"), report.toString());
    }

    @Test
    void tellsCallersThatWaitForAJarThatHangs() throws Exception {
        jars.add("bad.jar", BUILD, ON_WIDTH.formatted("while (true) Thread.onSpinWait();"));
        Catalogue catalogue =
                load(new PluginLimits(Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofSeconds(30), 1, 4));
        List<String> told = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(25);
        try {
            List<Future<Built>> calls = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                String id = "stranger/small[width=" + (40 + i) + "]";
                calls.add(callers.submit(() -> catalogue.build(catalogue.model(id))));
            }
            for (Future<Built> call : calls) {
                told.add(String.valueOf(
                        assertThrows(ExecutionException.class, call::get).getMessage()));
            }
        } finally {
            callers.shutdownNow();
        }
        assertTrue(
                told.stream().anyMatch(message -> message.endsWith("bad.jar: build did not answer within 15.0 s")),
                told::toString);
        assertTrue(
                told.stream()
                        .anyMatch(
                                message -> message.endsWith("4 calls wait for bad.jar already; try again in a moment")),
                told::toString);
        assertTrue(
                told.stream()
                        .allMatch(message -> message.contains("did not answer")
                                || message.contains("calls wait for")
                                || message.contains("is set aside")),
                told::toString);
    }

    @Test
    void keepsTheSoundFamiliesOfAJarBesideOneThatHangs() {
        Path classes = jars.compile("mixed", PluginJars.SOUND.replace("public String id()", """
                public static class Hanging extends Plugin { public Hanging() { while (true) Thread.onSpinWait(); } }
                public static class Ending extends Plugin { public String title() { System.exit(7); return ""; } }
                public static class Other extends Plugin { public String id() { return "other"; } }
                public String id()"""));
        jars.pack(
                "mixed.jar",
                classes,
                "stranger.Plugin$Hanging",
                "stranger.Plugin",
                "stranger.Plugin$Ending",
                "stranger.Plugin$Other");
        Catalogue catalogue = load(PluginLimits.USUAL.patience(Duration.ofSeconds(15)));
        assertEquals(
                List.of(
                        "plugin stranger.Plugin$Hanging: mixed.jar: describe did not answer within 15.0 s",
                        "plugin stranger.Plugin$Ending: mixed.jar: its worker ended with exit code 7 during describe"),
                catalogue.rejected().stream().map(Rejected::reason).toList());
        assertEquals(List.of("stranger", "other"), catalogue.plugins().get(0).families());
    }

    @Test
    void showsThePluginsAuthorWhereItThrew() {
        jars.add("bad.jar", BUILD, ON_WIDTH.formatted("throw new IllegalStateException(\"too wide\");"));
        Catalogue catalogue = load(LIMITS);
        PluginFailure failure =
                assertThrows(PluginFailure.class, () -> catalogue.build(catalogue.model("stranger/small[width=40]")));
        assertEquals(
                "plugin stranger.Plugin: build(classes=10,resolution=32,width=40) failed: too wide",
                failure.getMessage());
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        assertTrue(trace.toString().contains("at stranger.Plugin.build(Plugin.java:"), trace::toString);
    }

    @Test
    void endsAProcessThatIsNotAskedAndStartsItWhenItIs() throws Exception {
        jars.add("good.jar");
        Set<ProcessHandle> before = workers();
        Catalogue catalogue =
                load(new PluginLimits(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMillis(1), 3, 8));
        for (ProcessHandle idle : workers()) {
            if (!before.contains(idle)) {
                idle.onExit().get(1, TimeUnit.MINUTES);
            }
        }
        assertNotNull(catalogue.build(catalogue.model("stranger/small[width=9]")));
        assertEquals(
                List.of(new PluginReport("good.jar", digest(catalogue), List.of("stranger"), List.of())),
                catalogue.plugins());
    }

    private static String digest(Catalogue catalogue) {
        return catalogue.families().iterator().next().origin().digest();
    }

    private static Set<ProcessHandle> workers() {
        Set<ProcessHandle> workers = new HashSet<>();
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(FamilyWorker.class.getName()))
                .forEach(workers::add);
        return workers;
    }

    @Test
    void keepsTheJarThatWasLoadedWhenItsFileChangesAndSaysSo() throws IOException {
        jars.add("a.jar");
        Catalogue catalogue = load(LIMITS);
        PluginWatch watch = new PluginWatch(List.of(folder));
        assertEquals(Map.of(), look(watch));
        Files.setLastModifiedTime(folder.resolve("a.jar"), FileTime.fromMillis(0));
        assertEquals(Map.of(), look(watch), "the same bytes are the same jar");
        jars.add("a.jar", "return \"Stranger\";", "return \"Changed\";");
        jars.add("b.jar", "return \"stranger\";", "return \"other\";");
        assertEquals(
                Map.of(
                        "a.jar",
                        "has changed since the server started, which goes on with the old one; restart the server to use the new one",
                        "b.jar",
                        "is new since the server started; restart the server to use it"),
                look(watch));
        assertNotNull(catalogue.build(catalogue.model("stranger/small[width=9]")), "the process has a copy of its own");
        Files.delete(folder.resolve("a.jar"));
        assertEquals(
                "was removed since the server started, which goes on with it; restart the server to do without it",
                look(watch).get("a.jar"));
    }

    private static Map<String, String> look(PluginWatch watch) {
        watch.look();
        return watch.changes();
    }

    @Test
    void isNotAskedAgainWhatItHasToldUnlessItChanges() throws IOException {
        jars.add("good.jar");
        Path cache = scratch.resolve("cache");
        Set<ProcessHandle> before = workers();
        load(cache).close();
        Catalogue again = load(cache);
        assertEquals(before, workers(), "no process was needed");
        assertEquals(List.of(), again.rejected());
        assertEquals(
                8,
                again.build(again.model("stranger/small"))
                        .architecture()
                        .layers()
                        .get(1)
                        .shape()
                        .toArray()[0]);
        assertNotNull(again.build(again.model("stranger/small[width=9]")), "a process is there when it is needed");
        jars.add("good.jar", "return \"Stranger\";", "return \"Changed\";");
        assertEquals("Changed", load(cache).families().iterator().next().title());
        try (Stream<Path> kept = Files.list(cache)) {
            for (Path file : kept.toList()) {
                Files.writeString(file, "{\"format\":1}\n{\"request\":\"providers {}\",\"answer\":{\"names\":7}}\n");
            }
        }
        assertEquals("Changed", load(cache).families().iterator().next().title(), "what is damaged is asked");
    }

    private Catalogue load(Path cache) {
        Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of(folder), cache, LIMITS);
        opened.add(catalogue);
        return catalogue;
    }

    @Test
    void endsWithItsCatalogue() {
        jars.add("good.jar");
        Catalogue catalogue = load(LIMITS);
        Built known = catalogue.build(catalogue.model("stranger/small"));
        catalogue.close();
        assertSame(known, catalogue.build(catalogue.model("stranger/small")));
        assertTrue(refusal(catalogue, "stranger/small[width=9]").contains("not asked any more"));
        assertFalse(catalogue.plugins().isEmpty());
    }
}

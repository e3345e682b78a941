package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jars that do harm, side by side in one folder with sound ones. Each is left out with its reason or does what it does in its own process; the platform's
 * process stays as it was, and nothing is left behind.
 */
class HostileJarsTest {
    /** For an answer; the start of a process has a time of its own. */
    private static final PluginLimits LIMITS = PluginLimits.USUAL.patience(Duration.ofSeconds(15));

    private static final long ENDING_SECONDS = 60;
    /** What the jars that start processes start. */
    private static final String STARTED = "sleep 4711";

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    private final List<Packed> packed = new ArrayList<>();

    /**
     * A jar in the folder.
     *
     * @param reason empty where it is taken in
     */
    private record Packed(String file, String name, String reason) {}

    @Test
    void containsASelection() throws Exception {
        contains(deeds().stream().filter(HostileJar::inShort).toList(), List.of());
    }

    @Test
    @Tag("long")
    void containsAll() throws Exception {
        List<HostileJar> deeds = deeds();
        List<BrokenJars.Broken> broken = broken();
        assertTrue(deeds.size() + broken.size() >= 100, deeds.size() + " and " + broken.size());
        contains(deeds, broken);
    }

    private static List<HostileJar> deeds() {
        List<HostileJar> all = new ArrayList<>();
        HangingJars.hanging(all);
        HangingJars.ending(all);
        ExhaustingJars.exhausting(all);
        ExhaustingJars.lying(all);
        MeddlingJars.meddling(all);
        return all;
    }

    private List<BrokenJars.Broken> broken() throws IOException {
        PluginJars jars = new PluginJars(scratch, scratch);
        return new BrokenJars(Files.readAllBytes(
                        jars.compile("sound", PluginJars.SOUND).resolve("stranger/Plugin.class")))
                .all();
    }

    private void contains(List<HostileJar> deeds, List<BrokenJars.Broken> broken) throws Exception {
        sound("aaa.jar", "first");
        sound("zzz.jar", "last");
        for (HostileJar deed : deeds) {
            write(deed);
        }
        for (BrokenJars.Broken jar : broken) {
            String file = file();
            jar.body().write(folder.resolve(file));
            packed.add(new Packed(file, jar.name(), jar.reason()));
        }
        State before = State.now();
        List<Executable> checks = new ArrayList<>();
        try (Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of(folder), null, LIMITS)) {
            packed.forEach(jar -> checks.add(() -> fate(catalogue, jar)));
            checks.add(() -> assertEquals(
                    2,
                    catalogue
                            .build(catalogue.model("first/small[classes=2]"))
                            .architecture()
                            .outputShape()
                            .toArray()[0]));
            checks.add(() -> assertEquals(
                    2,
                    catalogue
                            .build(catalogue.model("last/small[classes=2]"))
                            .architecture()
                            .outputShape()
                            .toArray()[0]));
            checks.add(() -> catalogue.variants().forEach(catalogue::build));
            checks.add(() -> assertEquals(before, State.now()));
            assertAll(checks);
        }
        nothingIsLeft();
    }

    private String file() {
        return String.format(Locale.ROOT, "h%03d.jar", packed.size());
    }

    private void sound(String jar, String id) {
        new PluginJars(folder, scratch).add(jar, "return \"stranger\";", "return \"" + id + "\";");
    }

    private void write(HostileJar deed) {
        String file = file();
        String source = PluginJars.SOUND;
        for (int i = 0; i < deed.replacements().size(); i += 2) {
            assertTrue(source.contains(deed.replacements().get(i)), deed.name());
            source = source.replace(
                    deed.replacements().get(i), deed.replacements().get(i + 1));
        }
        PluginJars jars = new PluginJars(folder, scratch);
        Path classes = jars.compile(
                file, source.replace("return \"stranger\";", "return \"" + file.replace(".jar", "") + "\";"));
        jars.packServices(file, classes, Map.of(ArchitecturePlugin.class.getName(), List.of("stranger.Plugin")));
        packed.add(new Packed(file, deed.name(), deed.fate() == HostileJar.Fate.LEFT_OUT ? deed.reason() : ""));
    }

    private static void fate(Catalogue catalogue, Packed jar) {
        List<String> told = catalogue.rejected().stream()
                .filter(rejected -> rejected.name().equals(jar.file()))
                .map(Rejected::reason)
                .toList();
        boolean in =
                catalogue.families().stream().anyMatch(family -> family.source().equals(jar.file()));
        String what = "a jar that " + jar.name() + ": " + told;
        if (jar.reason().isEmpty()) {
            // Two jars may be of one id: the later one is told so.
            assertTrue(in || told.stream().allMatch(reason -> reason.contains("is taken already")), what);
        } else {
            assertFalse(in, what);
            assertEquals(1, told.size(), what);
            assertTrue(
                    Pattern.compile(jar.reason(), Pattern.DOTALL)
                            .matcher(told.get(0))
                            .find(),
                    what);
        }
        told.forEach(reason -> assertTrue(PlainText.isPlain(reason) && reason.length() < 5_000, what));
    }

    /** What a plugin in this process could change. */
    private record State(Locale locale, TimeZone zone, ClassLoader context, Object out, Object in, String separator) {
        static State now() {
            return new State(
                    Locale.getDefault(),
                    TimeZone.getDefault(),
                    Thread.currentThread().getContextClassLoader(),
                    System.out,
                    System.in,
                    System.getProperty("line.separator") + System.getProperty("java.io.tmpdir"));
        }
    }

    private static void nothingIsLeft() throws Exception {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            String command = process.info().commandLine().orElse("");
            boolean worker = command.contains(FamilyWorker.class.getName())
                    && process.parent().map(ProcessHandle::pid).orElse(0L)
                            == ProcessHandle.current().pid();
            if (worker || command.contains(STARTED)) {
                process.onExit().get(ENDING_SECONDS, TimeUnit.SECONDS);
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains(".jar") || thread.getName().equals("plugin loader")) {
                thread.join(TimeUnit.SECONDS.toMillis(ENDING_SECONDS));
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }
}

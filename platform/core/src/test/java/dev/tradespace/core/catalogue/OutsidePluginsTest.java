package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutsidePluginsTest {
    private static final String BUILD = "return Flow.input(Shape.of(3, c.resolution(), c.resolution()))";

    /** On a busy machine a process starts slowly. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    private Catalogue load() {
        Catalogue catalogue = Catalogue.load(
                getClass().getClassLoader(), List.of(folder), null, PluginLimits.USUAL.patience(PATIENCE));
        opened.add(catalogue);
        return catalogue;
    }

    @AfterEach
    void endTheProcesses() {
        opened.forEach(Catalogue::close);
    }

    /** The one reason for which the one jar there is was refused. */
    private String refusal() {
        Catalogue catalogue = load();
        assertEquals(List.of(), List.copyOf(catalogue.families()));
        assertEquals(1, catalogue.rejected().size(), catalogue.rejected().toString());
        assertEquals("bad.jar", catalogue.rejected().get(0).name());
        return catalogue.rejected().get(0).reason();
    }

    @Test
    void worksFromAJarInAProcessOfItsOwn() throws IOException {
        jars.add("good.jar");
        Catalogue catalogue = load();
        assertEquals(List.of(), catalogue.rejected());
        Family family = catalogue.families().iterator().next();
        assertEquals("good.jar", family.source());
        assertEquals(
                new PluginOrigin(
                        "good.jar", Sha256.of(folder.resolve("good.jar")).substring(0, 12)),
                family.origin());
        assertEquals("https://example.org/stranger S", family.link() + " " + family.symbol());
        assertEquals(
                new Domain.Integers(1, 32, 1),
                family.space().find("width").orElseThrow().searchDomain());
        Built built = catalogue.build(catalogue.model("stranger/big[classes=7]"));
        assertEquals(3 * 9 * 32 + 32 * 7 + 7, built.analysis().params());
        assertSame(
                catalogue.build(catalogue.model("stranger/big")),
                catalogue.build(catalogue.model("stranger/big")),
                "a variant is built once");
    }

    @Test
    void trainsAFamilyFromAJarWithItsOwnRecipe() {
        jars.add("plain.jar");
        jars.add("own.jar", "return \"stranger\";", "return \"other\";", "public Architecture build(", """
            public dev.tradespace.api.training.Recipe recipe(Configuration c) {
                if (c.integer("width") == 17) { throw new IllegalStateException("seventeen is not trained"); }
                return dev.tradespace.api.training.Recipe.sgd(0.01 * c.integer("width"))
                    .averaging(0.999).with("augmentation.mixup", 0.2);
            }
            public Architecture build(\
            """);
        Catalogue catalogue = load();
        assertEquals(List.of(), catalogue.rejected());
        assertEquals(Recipe.GENERAL, catalogue.model("stranger/small").recipe());
        assertEquals(
                Recipe.sgd(0.01 * 32).averaging(0.999).with("augmentation.mixup", 0.2),
                catalogue.model("other/big").recipe());
        PluginFailure told = assertThrows(
                PluginFailure.class,
                () -> catalogue.model("other/big[width=17]").recipe());
        assertTrue(String.valueOf(told.getMessage()).endsWith("failed: seventeen is not trained"), told::getMessage);
    }

    @Test
    void givesEachJarItsOwnClassesOfOneName() {
        jars.add("a.jar");
        jars.add("b.jar", "return \"stranger\";", "return \"other\";", "width\", 1, 64, 8", "width\", 1, 64, 9");
        Catalogue catalogue = load();
        assertEquals(List.of(), catalogue.rejected());
        assertEquals(8, catalogue.model("stranger/small").configuration().integer("width"));
        assertEquals(9, catalogue.model("other/small").configuration().integer("width"));
    }

    @Test
    void refusesATakenIdByBothNames() {
        jars.add("a.jar");
        jars.add("b.jar");
        Catalogue catalogue = load();
        assertEquals(1, catalogue.families().size());
        assertEquals("a.jar", catalogue.families().iterator().next().source());
        assertEquals(
                List.of(new Rejected("b.jar", "the plugin id stranger is taken already, by the one from a.jar")),
                catalogue.rejected());
    }

    /** A folder of jars is one plugin: its code may lie in one jar and what it needs in another. */
    @Test
    void worksFromAFolderOfJars() throws IOException {
        Path own = Files.createDirectories(folder.resolve("stranger"));
        Files.createDirectories(folder.resolve("empty"));
        Path classes = jars.compile(
                "whole",
                PluginJars.SOUND.replace("return \"A family from outside.\"", "return Needed.TEXT.toString()")
                        + "class Needed { static final StringBuilder TEXT = new StringBuilder(\"From another jar.\"); }");
        Path needed = scratch.resolve("needed");
        Files.move(
                classes.resolve("stranger/Needed.class"),
                Files.createDirectories(needed.resolve("stranger")).resolve("Needed.class"));
        jars.pack("stranger/plugin.jar", classes, "stranger.Plugin");
        jars.pack("stranger/needed.jar", needed);
        Catalogue catalogue = load();
        assertEquals(List.of(), catalogue.rejected());
        Family family = catalogue.families().iterator().next();
        assertEquals("From another jar.", family.description());
        assertEquals("stranger", family.source());
        String digest = family.origin().digest();
        jars.pack("stranger/needed.jar", needed, "stranger.Needed");
        assertNotEquals(
                digest, PluginJar.in(folder, refused -> {}).get(0).origin().digest());
        assertTrue(Files.isDirectory(own));
    }

    @Test
    void goesOnAfterABrokenOne() throws IOException {
        Files.writeString(folder.resolve("a-broken.jar"), "this is no zip file");
        jars.add("b-throws.jar", "return \"Stranger\";", "throw new IllegalStateException(\"no title today\");");
        jars.add("c-good.jar");
        Files.writeString(folder.resolve("readme.txt"), "not a jar, not looked at");
        Catalogue catalogue = load();
        assertEquals(
                List.of("stranger"),
                catalogue.families().stream().map(Family::id).toList());
        assertEquals(
                List.of("a-broken.jar", "b-throws.jar"),
                catalogue.rejected().stream().map(Rejected::name).toList());
        assertTrue(
                catalogue.rejected().get(0).reason().startsWith("it is no readable jar: "),
                catalogue.rejected().toString());
    }

    @Test
    void loadsTheSoundPluginsOfAJarThatHasBrokenOnesToo() {
        Path classes = jars.compile("mixed", PluginJars.SOUND);
        jars.pack("mixed.jar", classes, "stranger.Missing", "stranger.Plugin", "stranger.Missing2");
        Catalogue catalogue = load();
        assertEquals(1, catalogue.families().size());
        assertEquals(
                List.of("Provider stranger.Missing not found", "Provider stranger.Missing2 not found"),
                catalogue.rejected().stream().map(Rejected::reason).toList());
    }

    @Test
    void doesNotTryThousandsOfBrokenPlugins() {
        String[] missing = Stream.iterate(0, i -> i + 1)
                .limit(5_000)
                .map(i -> "stranger.Missing" + i)
                .toArray(String[]::new);
        jars.pack("bad.jar", jars.compile("empty", "package stranger; public class Plugin {}"), missing);
        List<Rejected> rejected = load().rejected();
        assertEquals(21, rejected.size());
        assertEquals(
                "it has more than 20 broken plugins; the rest was not tried",
                rejected.get(20).reason());
    }

    @Test
    void refusesAJarWithoutAServiceFileOrWithAnEmptyOne() {
        Path classes = jars.compile("sound", PluginJars.SOUND);
        jars.pack("bad.jar", classes);
        assertEquals(
                "it has neither META-INF/services/" + ArchitecturePlugin.class.getName() + " nor META-INF/services/"
                        + SearchStrategyPlugin.class.getName(),
                refusal());
        jars.pack("bad.jar", classes, "# nothing but a comment");
        assertEquals("its service file names no plugin of its own", refusal());
    }

    @Test
    void leavesAJarOfStrategiesToWhoeverLoadsThem() {
        Path classes = jars.compile("empty", "package stranger; public class Plugin {}");
        jars.packServices(
                "strategies.jar", classes, Map.of(SearchStrategyPlugin.class.getName(), List.of("stranger.Plugin")));
        Catalogue catalogue = load();
        assertEquals(List.of(), List.copyOf(catalogue.families()));
        assertEquals(List.of(), catalogue.rejected());
    }

    @Test
    void refusesAClassThatIsNoPlugin() {
        jars.pack("bad.jar", jars.compile("none", "package stranger; public class Plugin {}"), "stranger.Plugin");
        assertEquals("stranger.Plugin not a subtype", refusal());
    }

    static Stream<Arguments> misdeeds() {
        return Stream.of(
                misdeed(
                        "public String id()",
                        "public Plugin() { throw new IllegalStateException(\"no luck\"); } public String id()",
                        "Provider stranger.Plugin could not be instantiated: java.lang.IllegalStateException: no luck"),
                misdeed("return \"stranger\";", "return null;", "plugin stranger.Plugin: id() returned null"),
                misdeed(
                        "return \"stranger\";",
                        "return \"No Kebab\";",
                        "plugin stranger.Plugin: its id must be kebab-case, was No Kebab"),
                misdeed("return \"Stranger\";", "return null;", "plugin stranger.Plugin: title() returned null"),
                misdeed(
                        "return \"Stranger\";",
                        "return \" \";",
                        "plugin stranger: its title and its description must not be blank"),
                misdeed(
                        "return \"https://example.org/stranger\";",
                        "return \"javascript:alert(1)\";",
                        "plugin stranger: link: must be a web address, was javascript:alert(1)"),
                misdeed(
                        "return \"S\";",
                        "return \"SYMBOL\";",
                        "plugin stranger: symbol: must have at most 4 characters, has 6"),
                misdeed(
                        "return \"A family from outside.\";",
                        "throw new Error();",
                        "plugin stranger.Plugin: description() failed: Error"),
                misdeed(
                        "return SearchSpace.of(",
                        "return null; } SearchSpace other() { return SearchSpace.of(",
                        "plugin stranger.Plugin: space() returned null",
                        "space().",
                        "other()."),
                misdeed(
                        "Parameter.classes(10)",
                        "Parameter.choice(\"classes\", \"ten\")",
                        "plugin stranger: space: must have the whole-number parameter classes, which always counts"),
                misdeed(
                        "return List.of(\n            new Variant",
                        "return null; } List<Variant> unused() { return List.of(\n            new Variant",
                        "plugin stranger.Plugin: variants() returned null"),
                misdeed(
                        "return List.of(\n            new Variant",
                        "return Arrays.asList(null,\n            new Variant",
                        "plugin stranger.Plugin: variants() returned null"),
                misdeed(
                        "return List.of(\n            new Variant",
                        "return List.of(); } List<Variant> unused() { return List.of(\n            new Variant",
                        "plugin stranger: variants: there must be at least one"),
                misdeed("\"big\"", "\"small\"", "plugin stranger: variants: the name small is taken twice"),
                misdeed(
                        "space().defaults()",
                        "SearchSpace.of(Parameter.resolution(7, 7, 1, 7), Parameter.classes(3)).defaults()",
                        "plugin stranger.Plugin: variants() failed: variant small is no point of the space:"
                                + " resolution: must be one of 8, 16, ... up to 64, was 7"),
                misdeed("== 13", "== 32", "plugin stranger: it refuses its own variant big: width: must not be 13"),
                misdeed(
                        "? List.of(new Problem(\"width\", \"must not be 13\")) : List.of()",
                        "? List.of() : null",
                        "plugin stranger.Plugin: check(classes=10,resolution=32,width=8) returned null"),
                misdeed(
                        BUILD,
                        "if (c.integer(\"width\") == 32) throw new UnsupportedOperationException(\"too wide\"); "
                                + BUILD,
                        "plugin stranger.Plugin: build(classes=10,resolution=32,width=32) failed: too wide"),
                misdeed(
                        BUILD,
                        "if (c.integer(\"width\") == 32) return null; " + BUILD,
                        "plugin stranger.Plugin: build(classes=10,resolution=32,width=32) returned null"),
                misdeed(
                        BUILD,
                        "if (c.integer(\"width\") == 32) return build(c); " + BUILD,
                        "plugin stranger.Plugin: build(classes=10,resolution=32,width=32) failed: StackOverflowError"),
                misdeed(
                        "dense(c.classes())",
                        "dense(c.classes() + 1)",
                        "plugin stranger: build(classes=10,resolution=32,width=8) must go from 3x32x32 to 10,"
                                + " went from 3x32x32 to 11"),
                misdeed(
                        BUILD,
                        BUILD.replace("c.resolution()))", "2 * c.resolution()))"),
                        "plugin stranger: build(classes=10,resolution=32,width=8) must go from 3x32x32 to 10,"
                                + " went from 3x32x64 to 10"),
                misdeed(
                        ".conv(c.integer(\"width\"), Window.kernel(3).centred())",
                        ".conv(c.integer(\"width\"), Window.kernel(33))",
                        "plugin stranger.Plugin: build(classes=10,resolution=32,width=8) failed: layer conv1:"
                                + " kernel 33x33 is wider than its input 3x32x32 (with padding 32x32)"),
                misdeed(
                        BUILD,
                        "Plugin.<RuntimeException>sneak(); " + BUILD,
                        "plugin stranger.Plugin: build(classes=10,resolution=32,width=8) failed: not declared",
                        "public String id()",
                        "@SuppressWarnings(\"unchecked\") static <E extends Exception> void sneak() throws E"
                                + " { throw (E) new java.io.IOException(\"not declared\"); } public String id()"));
    }

    private static Arguments misdeed(String right, String wrong, String reason, String... further) {
        String[] replacements =
                Stream.concat(Stream.of(right, wrong), Stream.of(further)).toArray(String[]::new);
        return Arguments.of(reason, replacements);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misdeeds")
    void reportsByName(String reason, String[] replacements) {
        jars.add("bad.jar", replacements);
        assertEquals(reason, refusal());
    }

    @Test
    void reportsAClassThatIsMissingWhenItIsNeeded() throws IOException {
        Path classes = jars.compile(
                "missing",
                PluginJars.SOUND.replace(BUILD, "Helper.help(); " + BUILD) + "class Helper { static void help() {} }");
        Files.delete(classes.resolve("stranger/Helper.class"));
        jars.pack("bad.jar", classes, "stranger.Plugin");
        assertEquals(
                "plugin stranger.Plugin: build(classes=10,resolution=32,width=8) failed: stranger/Helper", refusal());
    }

    @Test
    void reportsWhatAPluginThrowsAfterItWasTakenIn() {
        jars.add(
                "good.jar",
                "c.integer(\"width\") == 13",
                "c.integer(\"width\") == 14 && List.of().get(0) != null || c.integer(\"width\") == 13",
                BUILD,
                "if (c.integer(\"width\") == 15) throw new IllegalStateException(\"only later\"); " + BUILD);
        Catalogue catalogue = load();
        assertEquals(List.of(), catalogue.rejected());
        assertEquals(
                "width: must not be 13",
                assertThrows(BadConfiguration.class, () -> catalogue.model("stranger/small[width=13]"))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(PluginFailure.class, () -> catalogue.model("stranger/small[width=14]"))
                        .getMessage())
                .startsWith("plugin stranger.Plugin: check(classes=10,resolution=32,width=14) failed: "));
        Model later = catalogue.model("stranger/small[width=15]");
        assertEquals(
                "plugin stranger.Plugin: build(classes=10,resolution=32,width=15) failed: only later",
                assertThrows(PluginFailure.class, () -> catalogue.build(later)).getMessage());
    }

    @Test
    void takesAFolderThatIsNotThereForEmptyAndReportsOneThatIsAFile() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "x");
        Catalogue catalogue =
                Catalogue.load(getClass().getClassLoader(), List.of(folder.resolve("absent"), file, folder));
        assertEquals(1, catalogue.rejected().size());
        assertEquals(file.toString(), catalogue.rejected().get(0).name());
        assertTrue(catalogue.rejected().get(0).reason().startsWith("the folder cannot be read: "));
    }
}

package dev.tradespace.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Plugin jars as strangers make them: sources compiled here and packed into a folder. */
final class PluginJars {
    /** A plugin that keeps all rules; tests replace parts of it. */
    static final String SOUND = """
            package stranger;

            import dev.tradespace.api.arch.*;
            import dev.tradespace.api.check.Problem;
            import dev.tradespace.api.op.*;
            import dev.tradespace.api.plugin.*;
            import dev.tradespace.api.space.*;
            import java.util.*;

            public class Plugin implements ArchitecturePlugin {
                public String id() { return "stranger"; }
                public String title() { return "Stranger"; }
                public String description() { return "A family from outside."; }
                public String link() { return "https://example.org/stranger"; }
                public String symbol() { return "S"; }
                public SearchSpace space() {
                    return SearchSpace.of(
                        Parameter.resolution(8, 64, 8, 32), Parameter.classes(10), Parameter.integers("width", 1, 64, 8)
                            .searched(new Domain.Integers(1, 32, 1)));
                }
                public List<Variant> variants() {
                    return List.of(
                        new Variant("small", space().defaults(), "cifar10", List.of()),
                        new Variant("big", space().configure(Map.of("width", 32)), "cifar10", List.of()));
                }
                public List<Problem> check(Configuration c) {
                    return c.integer("width") == 13 ? List.of(new Problem("width", "must not be 13")) : List.of();
                }
                public Architecture build(Configuration c) {
                    return Flow.input(Shape.of(3, c.resolution(), c.resolution()))
                        .conv(c.integer("width"), Window.kernel(3).centred())
                        .globalAveragePool().flatten().dense(c.classes()).architecture();
                }
            }
            """;

    private final Path folder;
    private final Path scratch;

    PluginJars(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /** A jar of one sound plugin with parts of its source replaced, pairs of old and new. */
    void add(String jar, String... replacements) {
        String source = SOUND;
        for (int i = 0; i < replacements.length; i += 2) {
            assertTrue(source.contains(replacements[i]), "the sound plugin has no " + replacements[i]);
            source = source.replace(replacements[i], replacements[i + 1]);
        }
        pack(jar, compile(jar, source), "stranger.Plugin");
    }

    /** Classes of a source in package {@code stranger}, the first public type named {@code Plugin}. */
    Path compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(complaints, Locale.ROOT, null)) {
            Path classes = Files.createDirectories(scratch.resolve(name));
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("string:///stranger/Plugin.java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
            assertTrue(
                    compiler.getTask(null, files, complaints, options, null, List.of(file))
                            .call(),
                    () -> complaints.getDiagnostics().toString());
            return classes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A jar of all below a folder of classes, and a service file for families with these lines, if there are any. */
    void pack(String jar, Path classes, String... services) {
        packServices(
                jar,
                classes,
                services.length > 0 ? Map.of(ArchitecturePlugin.class.getName(), List.of(services)) : Map.of());
    }

    /** A jar of all below a folder of classes, and service files: an interface's name, and the lines. */
    void packServices(String jar, Path classes, Map<String, List<String>> services) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve(jar)))) {
            for (Path file : filesBelow(classes)) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            for (Map.Entry<String, List<String>> service : services.entrySet()) {
                out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
                out.write(String.join("\n", service.getValue()).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> filesBelow(Path classes) throws IOException {
        try (Stream<Path> walk = Files.walk(classes)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
        }
    }
}

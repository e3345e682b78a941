package dev.tradespace.search.external;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.search.SearchStrategyPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Jars of strategies as plugin authors make them: sources compiled here and packed. */
public final class StrategyJars {
    private StrategyJars() {}

    /**
     * A jar of one source file.
     *
     * @param jar the jar
     * @param scratch a folder for what lies between
     * @param source a public class {@code Plugin} in package {@code external}, and whatever else
     * @param services the lines of the service file
     */
    public static void pack(Path jar, Path scratch, String source, String... services) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(complaints, Locale.ROOT, null);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            Path folder = Files.createDirectories(scratch.resolve(jar.getFileName() + ".classes"));
            Path file = Files.writeString(folder.resolve("Plugin.java"), source);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
            assertTrue(
                    compiler.getTask(null, files, complaints, options, null, files.getJavaFileObjects(file))
                            .call(),
                    () -> complaints.getDiagnostics().toString());
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path compiled : walk.filter(path -> path.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    out.putNextEntry(new JarEntry(folder.relativize(compiled).toString()));
                    Files.copy(compiled, out);
                }
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + SearchStrategyPlugin.class.getName()));
            out.write(String.join("\n", services).getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

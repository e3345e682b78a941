package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.io.IOException;
import java.net.URI;
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
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The example of a plugin, packed as its author would, in the unnamed package. */
final class PluginJar {
    private static final Path SOURCE = Path.of("../../examples/plugin/src/main/java/com/example/tinynet/TinyNet.java");

    private PluginJar() {}

    /** Writes it with parts of its source replaced, pairs of old and new. */
    static void write(Path jar, String... replacements) throws IOException {
        String source = Files.readString(SOURCE).replaceFirst("package [^;]*;\\n", "");
        for (int i = 0; i < replacements.length; i += 2) {
            assertTrue(source.contains(replacements[i]), replacements[i]);
            source = source.replace(replacements[i], replacements[i + 1]);
        }
        Path classes = Files.createTempDirectory(jar.resolveSibling("..").normalize(), "classes");
        compile(source, classes);
        Path fresh = classes.resolve("fresh");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(fresh));
                Stream<Path> files = Files.list(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + ArchitecturePlugin.class.getName()));
            out.write("TinyNet\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.move(fresh, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void compile(String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///TinyNet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        try (StandardJavaFileManager files = compiler.getStandardFileManager(complaints, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
            assertTrue(
                    compiler.getTask(null, files, complaints, options, null, List.of(file))
                            .call(),
                    () -> complaints.getDiagnostics().toString());
        }
    }
}

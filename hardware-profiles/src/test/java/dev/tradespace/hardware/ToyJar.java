package dev.tradespace.hardware;

import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.api.runtime.RuntimePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jars of runtimes, made of classes of these tests. */
final class ToyJar {
    private static final String PROFILE = """
        device: local-cpu
        targets:
          - {name: toy, title: The toy, runtime: toy, precision: fp32, threads: 1}
          - {name: toy-int8, title: The toy in int8, runtime: toy, precision: int8, threads: 1}
        """;

    private ToyJar() {}

    /** The toy runtime with its writer and its targets. */
    static Path write(Path jar) throws IOException {
        return write(jar, ToyRuntime.class, List.of(ToyWriter.class), PROFILE);
    }

    /** A jar of a runtime, whose class need not be there, with writers and a profile. */
    static Path write(Path jar, Class<?> runtime, List<Class<?>> writers, String profile) throws IOException {
        Files.createDirectories(Objects.requireNonNull(jar.getParent()));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            entry(out, "META-INF/services/" + RuntimePlugin.class.getName(), runtime.getName());
            for (Class<?> writer : writers) {
                entry(out, "META-INF/services/" + FormatWriter.class.getName(), writer.getName());
                add(writer, out);
            }
            entry(out, RuntimePlugin.PROFILE, profile);
            for (Class<?> part : runtime.getDeclaredClasses()) {
                add(part, out);
            }
            for (Class<?> type = runtime; type != null && type.getClassLoader() != null; type = type.getSuperclass()) {
                add(type, out);
            }
            if (runtime.getNestHost() != runtime) {
                add(runtime.getNestHost(), out);
            }
        }
        return jar;
    }

    private static void entry(JarOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(Class<?> type, JarOutputStream jar) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
            bytes.transferTo(jar);
        }
    }
}

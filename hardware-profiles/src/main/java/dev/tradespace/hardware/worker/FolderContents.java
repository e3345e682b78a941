package dev.tradespace.hardware.worker;

import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What a folder of jars brings.
 *
 * @param runtimes what its runtimes say of themselves
 * @param writers what its writers of model formats say of themselves
 * @param profiles the texts of its profiles: the targets that come with it
 */
public record FolderContents(List<RuntimeDescription> runtimes, List<Writer> writers, List<String> profiles) {
    /**
     * A writer of a model format.
     *
     * @param format what it writes
     * @param precisions in which precisions
     * @param worker how its process is started
     */
    public record Writer(ModelFormat format, List<String> precisions, WorkerSettings worker) {
        public Writer {
            precisions = List.copyOf(precisions);
        }

        /** What a writer says of itself. */
        public static Writer of(FormatWriter writer) {
            return new Writer(writer.format(), writer.precisions(), writer.worker());
        }
    }

    public FolderContents {
        runtimes = List.copyOf(runtimes);
        writers = List.copyOf(writers);
        profiles = List.copyOf(profiles);
    }

    /**
     * What a class loader finds; its own plugins are asked.
     *
     * @throws java.util.ServiceConfigurationError if a plugin cannot be made
     * @throws RuntimeException whatever a plugin throws
     */
    public static FolderContents of(ClassLoader loader) throws IOException {
        List<RuntimeDescription> runtimes = ServiceLoader.load(RuntimePlugin.class, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .map(provider -> provider.get().describe())
                .toList();
        List<Writer> writers = ServiceLoader.load(FormatWriter.class, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .map(provider -> Writer.of(provider.get()))
                .toList();
        List<String> profiles = new ArrayList<>();
        // A loader of jars finds its parent's, too, where it is not asked for its own alone.
        Enumeration<URL> found = loader instanceof URLClassLoader jars
                ? jars.findResources(RuntimePlugin.PROFILE)
                : loader.getResources(RuntimePlugin.PROFILE);
        for (URL profile : Collections.list(found)) {
            try (InputStream text = profile.openStream()) {
                profiles.add(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new FolderContents(runtimes, writers, profiles);
    }
}

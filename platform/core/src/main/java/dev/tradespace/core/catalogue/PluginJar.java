package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.core.process.PluginFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/**
 * A jar of a plugins folder, or a folder of a jar and those that it needs, as far as it can be known without running anything in it. It may bring families,
 * strategies or both.
 *
 * @param path where it lies
 * @param digest the SHA-256 of the file or files
 * @param services the names of the interfaces for which it has a service file, of those that the platform knows
 */
public record PluginJar(Path path, String digest, Set<String> services) {
    /** Families are small; a larger file would take long to copy and to look through. */
    static final long MOST_BYTES = 64L << 20;

    private static final int SHOWN_DIGITS = 12;
    private static final String SERVICES = "META-INF/services/";

    public PluginJar {
        services = Set.copyOf(services);
    }

    /**
     * Every plugin of a folder that brings something, sorted by name so that who came first does not depend on the file system.
     *
     * @param rejected told of a folder and of jars that cannot be read, and of jars that bring nothing
     */
    public static List<PluginJar> in(Path folder, Consumer<Rejected> rejected) {
        List<PluginFiles> plugins;
        try {
            plugins = PluginFiles.in(folder);
        } catch (AccessDeniedException denied) {
            rejected.accept(new Rejected(folder.toString(), "the folder cannot be read: permission denied"));
            return List.of();
        } catch (IOException unreadable) {
            rejected.accept(new Rejected(folder.toString(), "the folder cannot be read: " + unreadable.getMessage()));
            return List.of();
        }
        List<PluginJar> jars = new ArrayList<>();
        for (PluginFiles plugin : plugins) {
            PluginJar jar;
            try {
                jar = read(plugin);
            } catch (IOException | RuntimeException broken) {
                rejected.accept(new Rejected(plugin.name(), "it is no readable jar: " + broken.getMessage()));
                continue;
            }
            if (!jar.services.isEmpty()) {
                jars.add(jar);
            } else if (!Files.isDirectory(plugin.path())) { // a folder may hold what somebody else's jar needs
                rejected.accept(new Rejected(
                        jar.name(),
                        "it has neither " + SERVICES + ArchitecturePlugin.class.getName() + " nor " + SERVICES
                                + SearchStrategyPlugin.class.getName()));
            }
        }
        return jars;
    }

    private static PluginJar read(PluginFiles plugin) throws IOException {
        long bytes = 0;
        Set<String> services = new HashSet<>();
        for (Path jar : plugin.jars()) {
            // Opening a pipe would wait for whoever writes into it.
            if (!Files.isRegularFile(jar)) {
                throw new IOException("it is no file");
            }
            bytes += Files.size(jar);
            if (bytes > MOST_BYTES) {
                throw new IOException("it must have at most " + MOST_BYTES + " bytes, has " + bytes);
            }
            services.addAll(services(jar));
        }
        return new PluginJar(plugin.path(), services.isEmpty() ? "" : plugin.digest(), services);
    }

    private static List<String> services(Path path) throws IOException {
        try (JarFile readable = new JarFile(path.toFile())) {
            List<String> services = new ArrayList<>();
            for (Class<?> known : List.of(ArchitecturePlugin.class, SearchStrategyPlugin.class)) {
                if (readable.getEntry(SERVICES + known.getName()) != null) {
                    services.add(known.getName());
                }
            }
            return services;
        }
    }

    /** Whether it has a service file for an interface. */
    public boolean brings(Class<?> service) {
        return services.contains(service.getName());
    }

    /** Which version of it this is: the first hex digits of its digest say so. */
    public PluginOrigin origin() {
        return new PluginOrigin(name(), digest.substring(0, SHOWN_DIGITS));
    }

    /** The file's name, under which people know it. */
    public String name() {
        return String.valueOf(path.getFileName());
    }
}

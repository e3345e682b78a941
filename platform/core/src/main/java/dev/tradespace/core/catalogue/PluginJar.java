package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.core.file.Sha256;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/**
 * A jar of a plugins folder, as far as it can be known without running anything in it. It may bring families, strategies or both.
 *
 * @param path where it lies
 * @param digest the SHA-256 of the file
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
     * Every jar of a folder that brings something, sorted by name so that who came first does not depend on the file system.
     *
     * @param rejected told of a folder and of jars that cannot be read, and of jars that bring nothing
     */
    public static List<PluginJar> in(Path folder, Consumer<Rejected> rejected) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(paths::add);
        } catch (AccessDeniedException denied) {
            rejected.accept(new Rejected(folder.toString(), "the folder cannot be read: permission denied"));
            return List.of();
        } catch (IOException | DirectoryIteratorException unreadable) {
            rejected.accept(new Rejected(folder.toString(), "the folder cannot be read: " + unreadable.getMessage()));
            return List.of();
        }
        paths.sort(null);
        List<PluginJar> jars = new ArrayList<>();
        for (Path path : paths) {
            PluginJar jar;
            try {
                jar = read(path);
            } catch (IOException | RuntimeException broken) {
                rejected.accept(
                        new Rejected(path.getFileName().toString(), "it is no readable jar: " + broken.getMessage()));
                continue;
            }
            if (jar.services.isEmpty()) {
                rejected.accept(new Rejected(
                        jar.name(),
                        "it has neither " + SERVICES + ArchitecturePlugin.class.getName() + " nor " + SERVICES
                                + SearchStrategyPlugin.class.getName()));
            } else {
                jars.add(jar);
            }
        }
        return jars;
    }

    private static PluginJar read(Path path) throws IOException {
        // Opening a pipe would wait for whoever writes into it.
        if (!Files.isRegularFile(path)) {
            throw new IOException("it is no file");
        }
        long bytes = Files.size(path);
        if (bytes > MOST_BYTES) {
            throw new IOException("it must have at most " + MOST_BYTES + " bytes, has " + bytes);
        }
        return new PluginJar(path, Sha256.of(path), services(path));
    }

    private static Set<String> services(Path path) throws IOException {
        try (JarFile readable = new JarFile(path.toFile())) {
            List<String> services = new ArrayList<>();
            for (Class<?> known : List.of(ArchitecturePlugin.class, SearchStrategyPlugin.class)) {
                if (readable.getEntry(SERVICES + known.getName()) != null) {
                    services.add(known.getName());
                }
            }
            return Set.copyOf(services);
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

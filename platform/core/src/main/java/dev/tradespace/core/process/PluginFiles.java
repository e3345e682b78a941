package dev.tradespace.core.process;

import dev.tradespace.core.file.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one plugin.
 *
 * @param path a jar, or a folder of the plugin's jar and of those that it needs
 */
public record PluginFiles(Path path) {
    private static final String JAR = ".jar";

    /** The plugins of a folder: each jar in it, and each folder in it that has jars; by name. */
    public static List<PluginFiles> in(Path folder) throws IOException {
        return matching(folder, "*").stream()
                .map(PluginFiles::new)
                .filter(plugin -> plugin.isJar() || plugin.hasJars())
                .toList();
    }

    /** What of a folder has a name that matches a glob, by name. */
    public static List<Path> matching(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, glob)) {
            paths.forEach(found::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        found.sort(null);
        return found;
    }

    private boolean isJar() {
        return name().endsWith(JAR);
    }

    private boolean hasJars() {
        try {
            return Files.isDirectory(path) && !jars().isEmpty();
        } catch (IOException unreadable) {
            return true; // whoever reads it tells why
        }
    }

    /** Its name, under which people know it. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Its jars, by name. */
    public List<Path> jars() throws IOException {
        return isJar() ? List.of(path) : matching(path, "*" + JAR);
    }

    /** The SHA-256 of the jar; of a folder's jars that of their names and digests. */
    public String digest() throws IOException {
        return isJar() ? Sha256.of(path) : digest(jars());
    }

    /** The SHA-256 of the names and digests of jars. */
    public static String digest(List<Path> jars) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path jar : jars) {
            all.append(jar.getFileName()).append(' ').append(Sha256.of(jar)).append('\n');
        }
        return Sha256.of(all.toString());
    }

    /** Whether it is a jar or a folder that has some. */
    public boolean isThere() {
        return isJar() ? Files.isRegularFile(path) : hasJars();
    }

    /** Copies it below a folder, under its own name. */
    public PluginFiles copy(Path below) throws IOException {
        Path copy = below.resolve(path.getFileName());
        if (isJar()) {
            Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.createDirectories(copy);
            for (Path jar : jars()) {
                Files.copy(jar, copy.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new PluginFiles(copy);
    }
}

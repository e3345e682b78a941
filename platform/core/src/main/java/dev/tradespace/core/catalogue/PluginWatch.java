package dev.tradespace.core.catalogue;

import dev.tradespace.core.process.PluginFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in the plugin folders since they were read. Nothing is loaded again: a family that changes under a running search or sweep would mix two
 * networks under one id. Looking costs the folders' lists and one look at each file's size and time; only what differs in these is read.
 */
final class PluginWatch {
    private final List<Path> folders;
    private final Map<Path, Stamp> loaded;
    /** Read by whoever asks how the server is, who must not wait while files are read. */
    private volatile Map<String, String> changes = Map.of();

    /**
     * A plugin's files: equal sizes and times let them pass for the same, anything else is compared by digest.
     *
     * @param bytes of all; -1 where one is no file
     * @param files name, size, time and key of each
     */
    private record Stamp(
            long bytes, List<String> files, @Nullable String digest) {
        static Stamp of(PluginFiles plugin) throws IOException {
            long bytes = 0;
            List<String> files = new ArrayList<>();
            for (Path jar : plugin.jars()) {
                BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
                bytes = bytes < 0 || !file.isRegularFile() ? -1 : bytes + file.size();
                files.add(jar.getFileName() + " " + file.size() + " " + file.lastModifiedTime() + " " + file.fileKey());
            }
            return new Stamp(bytes, files, null);
        }

        boolean looksLike(Stamp other) {
            return files.equals(other.files);
        }
    }

    /** A watch that begins now. */
    PluginWatch(List<Path> folders) {
        this.folders = List.copyOf(folders);
        this.loaded = new LinkedHashMap<>();
        read().forEach((jar, stamp) -> loaded.put(jar, digested(jar, stamp)));
    }

    List<Path> folders() {
        return folders;
    }

    /** What had changed at the last look, a sentence by the jar's name; empty where all was as it had been. */
    Map<String, String> changes() {
        return changes;
    }

    /** Looks now. */
    synchronized void look() {
        Map<String, String> found = new TreeMap<>();
        Map<Path, Stamp> now = read();
        now.forEach((jar, stamp) -> {
            Stamp before = loaded.get(jar);
            if (before == null) {
                found.put(name(jar), "is new since the server started; restart the server to use it");
            } else if (!before.looksLike(stamp)) {
                Stamp digested = digested(jar, stamp);
                if (before.digest() != null && before.digest().equals(digested.digest())) {
                    loaded.put(jar, digested);
                } else {
                    found.put(
                            name(jar),
                            "has changed since the server started, which goes on with the old one; restart the server to use the new one");
                }
            }
        });
        for (Path jar : loaded.keySet()) {
            if (!now.containsKey(jar)) {
                found.put(
                        name(jar),
                        "was removed since the server started, which goes on with it; restart the server to do without it");
            }
        }
        changes = found;
    }

    private Map<Path, Stamp> read() {
        Map<Path, Stamp> found = new TreeMap<>();
        for (Path folder : folders) {
            try {
                for (PluginFiles plugin : PluginFiles.in(folder)) {
                    Stamp stamp = Stamp.of(plugin);
                    if (stamp.bytes() >= 0) {
                        found.put(plugin.path(), stamp);
                    }
                }
            } catch (IOException unreadable) {
                // A folder that is not there has no jars; what goes away while one looks is seen the next time.
            }
        }
        return found;
    }

    private static Stamp digested(Path plugin, Stamp stamp) {
        if (stamp.bytes() > PluginJar.MOST_BYTES) {
            return stamp;
        }
        try {
            return new Stamp(stamp.bytes(), stamp.files(), new PluginFiles(plugin).digest());
        } catch (IOException unreadable) {
            return stamp;
        }
    }

    private static String name(Path jar) {
        return String.valueOf(jar.getFileName());
    }
}

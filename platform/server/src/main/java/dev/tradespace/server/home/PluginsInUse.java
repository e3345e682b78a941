package dev.tradespace.server.home;

import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code plugins.json} says: which jars the server of a home has loaded. A command that reads the plugin folders
 * itself can so tell that the server counts
 * with others, without asking it.
 *
 * @param pid the server's process id
 * @param jars the digest of each jar by its name
 */
public record PluginsInUse(long pid, Map<String, String> jars) {
    private static final String FILE = "plugins.json";

    public PluginsInUse {
        jars = new TreeMap<>(jars);
    }

    /** Writes it for others to read. */
    public void write(Path home) throws IOException {
        byte[] json = RecordJson.bytes(this);
        WholeFile.write(home.resolve(FILE), out -> out.write(json));
    }

    /** Removes what was written. */
    public static void remove(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(FILE));
    }

    /** What another process that is alive uses; empty where there is none, or it does not say. */
    public static Optional<PluginsInUse> ofAnother(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            PluginsInUse read = RecordJson.readKnown(PluginsInUse.class, Files.readString(file));
            boolean another = read.pid() != ProcessHandle.current().pid()
                    && ProcessHandle.of(read.pid()).isPresent();
            return another ? Optional.of(read) : Optional.empty();
        } catch (IOException | BadDocument unreadable) {
            return Optional.empty();
        }
    }
}

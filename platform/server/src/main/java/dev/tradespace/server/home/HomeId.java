package dev.tradespace.server.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The name under which a home takes leases: it outlives every process, and no two homes that share a database have the same. */
public final class HomeId {
    private static final String FILE = "id";

    private HomeId() {}

    /**
     * The id of a home, made up at the first call.
     *
     * @param home owned by this process
     */
    public static String of(Path home) throws IOException {
        Path file = home.resolve(FILE);
        if (Files.exists(file)) {
            String id = Files.readString(file).strip();
            if (!id.isEmpty()) {
                return id;
            }
        }
        String id = UUID.randomUUID().toString();
        Files.writeString(file, id + "\n");
        return id;
    }
}

package dev.tradespace.server.home;

import dev.tradespace.core.file.Draft;
import dev.tradespace.core.json.RecordJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The file {@code server.json}: who owns the home and where it serves.
 *
 * @param pid the owner's process id
 * @param url where it serves, empty while it does not
 * @param token what the server asks for, empty for nothing
 */
record ServerFile(long pid, Optional<URI> url, Optional<String> token) {
    private static final String FILE = "server.json";

    static ServerFile of(long pid) {
        return new ServerFile(pid, Optional.empty(), Optional.empty());
    }

    /**
     * Written beside and renamed, so that no reader sees half of it; readable by its user only, for the token's sake.
     */
    void write(Path home) throws IOException {
        Path fresh = Draft.of(home.resolve(FILE));
        try {
            Files.createFile(fresh, ownerOnly());
            Files.write(fresh, RecordJson.bytes(this));
            Files.move(fresh, home.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** What the file says; empty if there is none, or one that says nothing. */
    static Optional<ServerFile> read(Path home) throws IOException {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordJson.readKnown(ServerFile.class, Files.readString(file)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    static void remove(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(FILE));
    }

    HomeLock.OwnedBy asOwner() {
        return new HomeLock.OwnedBy(pid, url, token);
    }
}

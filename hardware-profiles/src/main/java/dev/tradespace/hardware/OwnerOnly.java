package dev.tradespace.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/** Files that only this user, or the administrator, can have written: what they say may be run. SSH holds its own files to the same. */
final class OwnerOnly {
    private static final String ADMINISTRATOR = "root";

    private OwnerOnly() {}

    /** Why others may have written a file, or may replace it in its folder, a sentence for people; empty where they cannot. */
    static Optional<String> problem(Path file) {
        try {
            Path real = file.toRealPath();
            Path self = Path.of("/proc/self");
            String user = Files.exists(self) ? Files.getOwner(self).getName() : System.getProperty("user.name", "");
            for (Path each : List.of(real, real.resolveSibling(""))) {
                PosixFileAttributes attributes = Files.readAttributes(each, PosixFileAttributes.class);
                String owner = attributes.owner().getName();
                if (!owner.equals(user) && !owner.equals(ADMINISTRATOR)) {
                    return Optional.of("a profile that runs a command must be its user's own, and " + each + " is "
                            + owner + "'s");
                }
                if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                        || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                    return Optional.of(
                            "a profile that runs a command must be writable by its owner alone: chmod go-w " + each);
                }
            }
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.of("it cannot be told who may write the profile, and it runs a command: " + unknown);
        }
    }
}

package dev.tradespace.results.database;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.disk.FilePathDisk;

/**
 * Percent-encoded paths in H2's URLs: {@code jdbc:h2:encoded:/home/a%3Bb/store}. In H2's own a semicolon begins the settings and a backslash becomes a slash,
 * with no way to write either, though both may be in the name of a folder.
 *
 * <p>Public only for H2, which makes objects of it by reflection.
 */
public final class EncodedFilePath extends FilePathWrapper {
    static final String SCHEME = "encoded";

    /** For H2. */
    public EncodedFilePath() {}

    /** Makes the scheme known to H2; again, it changes nothing. */
    static void register() {
        FilePath.register(new EncodedFilePath());
    }

    /** Letters, digits, and the slashes between folders stay as they are. */
    static String encode(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    protected FilePath unwrap(String name) {
        return new ExactPath(decode(name.substring(getPrefix().length())));
    }

    @Override
    public FilePathWrapper wrap(FilePath base) {
        return getPath(getPrefix() + encode(base.name));
    }

    /** A path on the disk, taken as it is. */
    private static final class ExactPath extends FilePathDisk {
        ExactPath(String path) {
            name = path;
        }

        @Override
        public FilePathDisk getPath(String path) {
            return new ExactPath(path);
        }

        @Override
        public FilePath createTempFile(String suffix, boolean inTempDirectory) throws IOException {
            Path file = Path.of(name).toAbsolutePath();
            Path folder = file.getParent();
            String prefix = file.getFileName() + ".";
            return getPath((inTempDirectory || folder == null
                            ? Files.createTempFile(prefix, suffix)
                            : Files.createTempFile(folder, prefix, suffix))
                    .toString());
        }
    }
}

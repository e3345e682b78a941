package dev.tradespace.results.database;

import dev.tradespace.results.database.ResultsException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An H2 database in a file: the one place that makes a URL from a path and a path from a URL.
 *
 * @param store the path without its ending
 * @param settings what follows the path in the URL, each with its semicolon before it
 */
public record H2File(Path store, String settings) {
    static final String PREFIX = "jdbc:h2:";

    private static final String ENDING = ".mv.db";
    private static final String FILE = "file:";
    private static final String ENCODED = EncodedFilePath.SCHEME + ":";
    private static final String HOME = "~/";
    /** Of at least two letters: one is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9]+:");

    /** The file that a URL means; empty if it means none, as {@code jdbc:h2:mem:} does. */
    static Optional<H2File> of(String url) {
        if (!url.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = url.indexOf(';') < 0 ? url.length() : url.indexOf(';');
        String name = url.substring(PREFIX.length(), end);
        String settings = url.substring(end);
        if (name.startsWith(ENCODED)) {
            return Optional.of(new H2File(Path.of(EncodedFilePath.decode(name.substring(ENCODED.length()))), settings));
        }
        String path = name.startsWith(FILE) ? name.substring(FILE.length()) : name;
        if (path.startsWith(HOME)) {
            return Optional.of(
                    new H2File(Path.of(System.getProperty("user.home"), path.substring(HOME.length())), settings));
        }
        return path.isEmpty() || SCHEME.matcher(path).lookingAt()
                ? Optional.empty()
                : Optional.of(new H2File(Path.of(path), settings));
    }

    /** The file itself. */
    Path file() {
        return store.resolveSibling(store.getFileName() + ENDING);
    }

    boolean exists() {
        return Files.exists(file());
    }

    /**
     * The file that a link leads to: H2 opens no link, and a migration would put a file in its place.
     *
     * @throws ResultsException if it leads nowhere, or to a name that no H2 database has
     */
    H2File followed() {
        if (!Files.isSymbolicLink(file())) {
            return this;
        }
        Path target;
        try {
            target = file().toRealPath();
        } catch (IOException nowhere) {
            throw new ResultsException(
                    Reason.UNREACHABLE,
                    "the database " + name() + " is not here: its file " + file()
                            + " is a link that leads nowhere; bring back what it leads to, or choose another database",
                    nowhere);
        }
        String name = String.valueOf(target.getFileName());
        if (!name.endsWith(ENDING)) {
            throw new ResultsException(
                    Reason.UNREACHABLE,
                    "the database " + name() + " cannot be opened: its file " + file() + " is a link to " + target
                            + ", whose name must end with " + ENDING
                            + "; rename that file, or choose another database");
        }
        return new H2File(target.resolveSibling(name.substring(0, name.length() - ENDING.length())), settings);
    }

    /** Another file beside it, with the same settings. */
    H2File beside(String suffix) {
        return new H2File(store.resolveSibling(store.getFileName() + suffix), settings);
    }

    /** The URL of this very path, whatever characters it has. */
    public String url() {
        EncodedFilePath.register();
        return PREFIX + ENCODED + EncodedFilePath.encode(store.toAbsolutePath().toString()) + settings;
    }

    /** The URL for people. */
    String name() {
        return PREFIX + FILE + store;
    }

    static boolean sets(String url, String setting) {
        return url.toUpperCase(Locale.ROOT).contains(";" + setting + "=");
    }
}

package dev.tradespace.app.wiring;

import dev.tradespace.results.Results;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where everything lives.
 *
 * @param home the folder of all that a run leaves: {@code $TRADESPACE_HOME}, or {@code $HOME/.tradespace}
 * @param pluginFolders folders whose jars are plugins
 * @param jdbcUrl the database
 * @param dataFolders where datasets lie beside those in the home: {@code $TRADESPACE_DATA}, and what is named
 */
public record Settings(Path home, List<Path> pluginFolders, String jdbcUrl, List<Path> dataFolders) {
    public Settings {
        pluginFolders = List.copyOf(pluginFolders);
        dataFolders = List.copyOf(dataFolders);
    }

    /**
     * The settings of an environment.
     *
     * @param morePlugins folders beside {@code plugins} in the home
     * @throws IllegalArgumentException if it names no home, with a sentence for people
     */
    public static Settings of(Map<String, String> environment, List<Path> morePlugins) {
        Path home = home(environment);
        List<Path> folders = new ArrayList<>(List.of(home.resolve("plugins")));
        folders.addAll(morePlugins);
        String data = environment.getOrDefault("TRADESPACE_DATA", "");
        return new Settings(
                home,
                folders,
                Results.url(home.resolve("tradespace")),
                data.isBlank() ? List.of() : List.of(Path.of(data).toAbsolutePath()));
    }

    private static Path home(Map<String, String> environment) {
        String named = environment.getOrDefault("TRADESPACE_HOME", "");
        try {
            return (named.isBlank() ? userHome(environment).resolve(".tradespace") : Path.of(named))
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    "the home's name cannot be used in this locale: set LC_ALL to one of UTF-8, such as C.UTF-8",
                    unreadable);
        }
    }

    /** The environment's word comes first; Java asks the system, and says "?" of a user whom that does not know. */
    private static Path userHome(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("HOME", ""), System.getProperty("user.home", ""))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no home: neither TRADESPACE_HOME nor HOME is"
                        + " set, and the system knows no folder of this user; set TRADESPACE_HOME to a folder"));
    }

    /** Whether the home has a database: a command that only looks for something need not make one. */
    public boolean hasDatabase() {
        return Files.exists(home.resolve("tradespace.mv.db"));
    }

    /** The same with another database. */
    public Settings withDatabase(String url) {
        return new Settings(home, pluginFolders, url, dataFolders);
    }

    /** The same with more folders of datasets. */
    public Settings withData(List<Path> folders) {
        List<Path> all = new ArrayList<>(dataFolders);
        all.addAll(folders);
        return new Settings(home, pluginFolders, jdbcUrl, all);
    }
}

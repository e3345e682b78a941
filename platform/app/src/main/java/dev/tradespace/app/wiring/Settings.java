package dev.tradespace.app.wiring;

import dev.tradespace.results.JdbcResults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where everything lives.
 *
 * @param home the folder of all that a run leaves: {@code $TRADESPACE_HOME}, or {@code ~/.tradespace}
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
     */
    public static Settings of(Map<String, String> environment, List<Path> morePlugins) {
        String named = environment.getOrDefault("TRADESPACE_HOME", "");
        Path home = (named.isBlank() ? Path.of(System.getProperty("user.home"), ".tradespace") : Path.of(named))
                .toAbsolutePath()
                .normalize();
        List<Path> folders = new ArrayList<>(List.of(home.resolve("plugins")));
        folders.addAll(morePlugins);
        String data = environment.getOrDefault("TRADESPACE_DATA", "");
        return new Settings(
                home,
                folders,
                JdbcResults.url(home.resolve("tradespace")),
                data.isBlank() ? List.of() : List.of(Path.of(data).toAbsolutePath()));
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

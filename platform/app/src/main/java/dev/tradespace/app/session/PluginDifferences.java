package dev.tradespace.app.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.core.catalogue.PluginReport;
import dev.tradespace.server.home.PluginsInUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a command and the server of its home do not use the same plugins, in sentences. */
public final class PluginDifferences {
    private PluginDifferences() {}

    /**
     * What a command that reads the jars itself counts otherwise than the server.
     *
     * @param own the jars of the command
     */
    public static List<String> between(List<PluginReport> own, PluginsInUse server) {
        Map<String, String> mine = new TreeMap<>();
        for (PluginReport plugin : own) {
            if (plugin.digest() != null) {
                mine.put(plugin.name(), plugin.digest());
            }
        }
        String who = "the server of this home (process " + server.pid() + ")";
        List<String> differences = new ArrayList<>();
        mine.forEach((name, digest) -> {
            String used = server.jars().get(name);
            if (used == null) {
                differences.add(who + " does not use plugin " + name + "; restart it to use it there too");
            } else if (!used.equals(digest)) {
                differences.add(who + " still uses an older plugin " + name + " (" + used + ", here it is " + digest
                        + "); restart it to use this one");
            }
        });
        server.jars().keySet().stream()
                .filter(name -> !mine.containsKey(name))
                .forEach(name -> differences.add(who + " still uses plugin " + name
                        + ", which is not here any more; restart it to do without it"));
        return differences;
    }

    /**
     * That folders were named which the server does not read.
     *
     * @param about what the server says of itself
     * @throws CommandFailure if so
     */
    static void requireRead(List<Path> named, JsonNode about) {
        List<Path> read = new ArrayList<>();
        about.path("pluginFolders").forEach(folder -> read.add(real(Path.of(folder.asText()))));
        for (Path folder : named) {
            if (!read.contains(real(folder))) {
                throw CommandFailure.refused("--plugins " + folder
                        + " has no effect here: the server of this home (process "
                        + about.path("pid").asLong() + ") does the work, with the plugins that it was started with;"
                        + " stop it, or start it with the same --plugins");
            }
        }
    }

    /** What is not as it should be with the server's plugins. */
    static List<String> problems(JsonNode about) {
        List<String> problems = new ArrayList<>();
        for (JsonNode plugin : about.path("plugins")) {
            plugin.path("problems")
                    .forEach(problem -> problems.add(
                            "the server's plugin " + plugin.path("name").asText() + ": " + problem.asText()));
        }
        return problems;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException notThere) {
            return folder.toAbsolutePath().normalize();
        }
    }
}

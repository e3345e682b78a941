package dev.tradespace.app.context;

import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.search.catalogue.Strategies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What every command is given: settings, plugins and streams. */
public interface Context {
    /** The environment variables. */
    Map<String, String> environment();

    /**
     * Home, database and folders.
     *
     * @throws CommandFailure if they cannot be used
     */
    Settings settings();

    /** Plugin folders of the command line, beside the home's. */
    List<Path> morePlugins();

    /** The architecture catalogue; plugins that were left out are reported on stderr. */
    Catalogue catalogue();

    /** The search strategies; plugins that were left out are reported on stderr. */
    Strategies strategies();

    /** Standard output. */
    PrintWriter out();

    /** Standard error. */
    PrintWriter err();

    /** The same program in another home, with the plugins that lie there and no others. */
    Context inHome(Path home);

    /** Prints a message beside the command's own output. */
    default void say(String line) {
        err().println(line);
    }
}

package dev.tradespace.app.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.server.inventory.Cleaning;
import dev.tradespace.server.inventory.Inventory;
import dev.tradespace.server.inventory.Inventory.Finding;
import dev.tradespace.server.inventory.InventoryScan;
import dev.tradespace.server.wire.ServerJson.CleanedView;
import dev.tradespace.server.wire.ServerJson.HomeView;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A look at the home: through the platform where there can be one, which knows what its rows need; else at the files
 * alone, with the reason why there is no platform as what is the matter. So a home is examined also while its database
 * is damaged, locked or newer, or while the server that owns it does not answer.
 */
public final class HomeInspection {
    private final Context context;
    private final Path home;

    public HomeInspection(Context context) {
        this.context = context;
        this.home = context.settings().home();
    }

    public Path home() {
        return home;
    }

    public boolean isThere() {
        return Files.isDirectory(home);
    }

    /** Why there is none: nothing was made yet, or something else has its name. */
    public String absence() {
        if (!Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            return "there is no home at " + home + " yet";
        }
        return "the home " + home + " cannot be used: it is "
                + (Files.exists(home) ? "a file" : "a link that leads nowhere")
                + "; set TRADESPACE_HOME to a folder that can be written";
    }

    /** What is there. */
    public JsonNode seen() {
        try (Session session = Session.open(context, Session.Work.READING)) {
            ObjectNode seen = (ObjectNode) session.api().get("/home", List.of());
            if (!session.isOwner()) {
                seen.put("server", session.address().toString());
                seen.put("serverPid", session.pid());
            }
            addPlugins(seen, session.api().get("/about", List.of()));
            return withDevices(seen);
        } catch (CommandFailure | ResultsException unusable) {
            return withDevices((ObjectNode) JsonOutput.tree(HomeView.of(files(unusable))));
        }
    }

    /** What is wrong in {@code devices/}, which no store is needed for. */
    private ObjectNode withDevices(ObjectNode seen) {
        DeviceCatalogue devices = Parts.devices(context.settings());
        devices.problems()
                .forEach(problem -> addDevices(
                        seen, true, problem, "mend that line; what is right in the file is used all the same"));
        devices.contradictions()
                .forEach(problem -> addDevices(seen, false, problem, "remove the row that is wrong if it is that one"));
        return seen;
    }

    private static void addDevices(ObjectNode seen, boolean problem, Problem what, String remedy) {
        seen.withArray("findings")
                .addObject()
                .put("problem", problem)
                .put("what", "devices: " + what)
                .put("remedy", remedy);
    }

    /** What is wrong with plugins is the home's matter too; the platform that works here knows it. */
    private static void addPlugins(ObjectNode seen, JsonNode about) {
        for (JsonNode plugin : about.path("plugins")) {
            for (JsonNode problem : plugin.path("problems")) {
                seen.withArray("findings")
                        .addObject()
                        .put("problem", true)
                        .put("what", "plugin " + plugin.path("name").asText() + ": " + problem.asText())
                        .put("remedy", "mend or remove the jar, and restart the server if one runs");
            }
        }
    }

    private Inventory files(RuntimeException unusable) {
        return InventoryScan.withoutStore(
                home,
                new Finding(
                        true,
                        String.valueOf(unusable.getMessage()),
                        "see to that first; until then nothing is known to be needless but what dead processes have"
                                + " left"));
    }

    /** Lets go what nobody needs. */
    public JsonNode cleaned() {
        try (Session session = Session.open(context, Session.Work.READING)) {
            return session.api().post("/home/clean", JsonOutput.mapper().createObjectNode());
        } catch (CommandFailure | ResultsException unusable) {
            context.say("tradespace: " + unusable.getMessage());
            return JsonOutput.tree(CleanedView.of(Cleaning.leftovers(files(unusable))));
        }
    }

    /** The paths as a person reads them: those in the home without it. */
    public String shown(JsonNode disposable) {
        Path path = Path.of(disposable.path("path").asText());
        return path.startsWith(home) ? home.relativize(path).toString() : path.toString();
    }
}

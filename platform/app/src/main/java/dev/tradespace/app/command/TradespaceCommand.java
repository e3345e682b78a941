package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.PluginDifferences;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.server.home.PluginsInUse;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = "tradespace",
        description = "Finds the vision model that fits your hardware.",
        mixinStandardHelpOptions = true,
        version = "tradespace " + PluginOrigin.PLATFORM_VERSION,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            QuickstartCommand.class,
            ServeCommand.class,
            SweepCommand.class,
            SearchCommand.class,
            TrainCommand.class,
            QuantizeCommand.class,
            DataCommand.class,
            ResultsCommand.class,
            RecommendCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            ProfileCommand.class,
            ExportCommand.class,
            DeviceGroupCommand.class,
            ImportCommand.class,
            PluginGroupCommand.class,
            DoctorCommand.class,
            CleanCommand.class
        },
        footer = {
            "",
            "Everything a run leaves lives in $TRADESPACE_HOME, or $HOME/.tradespace without it.",
            "Exit codes: 0 done, 1 not everything succeeded, 2 the input was refused, 130 Ctrl-C."
        })
final class TradespaceCommand implements Context, AutoCloseable {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "A folder of plugin jars, beside plugins/ in the home. May be given more than once.")
    private List<Path> plugins = new ArrayList<>();

    private final Map<String, String> environment;
    private final List<Catalogue> opened = new ArrayList<>();
    private final List<TradespaceCommand> elsewhere = new ArrayList<>();
    private final Set<Rejected> reported = new HashSet<>();

    TradespaceCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Settings settings() {
        for (Path folder : plugins) {
            if (!Files.isDirectory(folder)) {
                throw CommandFailure.refused("--plugins must be a folder, was " + folder);
            }
        }
        try {
            return Settings.of(environment, plugins);
        } catch (IllegalArgumentException noHome) {
            throw CommandFailure.refused(String.valueOf(noHome.getMessage()));
        }
    }

    @Override
    public Catalogue catalogue() {
        Catalogue catalogue = Catalogue.load(
                TradespaceCommand.class.getClassLoader(),
                settings().pluginFolders(),
                settings().home().resolve("cache").resolve("plugins"));
        opened.add(catalogue);
        report(catalogue.rejected(), name -> catalogue.families().stream()
                .filter(family -> family.source().equals(name))
                .map(Family::id)
                .toList());
        PluginsInUse.ofAnother(settings().home())
                .ifPresent(server -> PluginDifferences.between(catalogue.plugins(), server)
                        .forEach(difference -> say("tradespace: " + difference)));
        return catalogue.knowing(this::idOf);
    }

    /** Short names are looked up by whoever owns the home: they are of networks that were found here. */
    private Optional<String> idOf(String name) {
        try (Session session = Session.open(this, Session.Work.READING)) {
            return Optional.of(session.api()
                    .get("/model", List.of(new ApiClient.Parameter("id", name)))
                    .path("id")
                    .asText());
        }
    }

    @Override
    public Strategies strategies() {
        Strategies strategies = Strategies.load(
                TradespaceCommand.class.getClassLoader(), settings().pluginFolders(), Strategies.PATIENCE);
        report(strategies.rejected(), name -> strategies.all().stream()
                .filter(strategy -> strategy.source().equals(name))
                .map(Strategy::id)
                .toList());
        return strategies;
    }

    /** Both look at the same jars: what one has said of a jar the other need not say again. */
    private void report(List<Rejected> rejected, Function<String, List<String>> takenIn) {
        for (Rejected each : rejected) {
            if (reported.add(each)) {
                List<String> others = takenIn.apply(each.name());
                say("tradespace: "
                        + (others.isEmpty()
                                ? "plugin " + each.name() + " was left out: "
                                : "a part of plugin " + each.name() + " was left out (" + String.join(", ", others)
                                        + (others.size() == 1 ? " is in): " : " are in): "))
                        + each.reason());
            }
        }
    }

    @Override
    public List<Path> morePlugins() {
        return List.copyOf(plugins);
    }

    @Override
    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    @Override
    public Context inHome(Path home) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put("TRADESPACE_HOME", home.toString());
        TradespaceCommand other = new TradespaceCommand(changed);
        other.spec = spec;
        elsewhere.add(other);
        return other;
    }

    @Override
    public void close() {
        opened.forEach(Catalogue::close);
        elsewhere.forEach(TradespaceCommand::close);
    }
}

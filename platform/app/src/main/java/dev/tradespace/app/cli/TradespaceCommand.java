package dev.tradespace.app.cli;

import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.runtime.home.PluginsInUse;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.search.catalogue.UnknownStrategy;
import dev.tradespace.search.strategy.StrategyFailure;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
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
        version = "tradespace " + Running.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            QuickstartCommand.class,
            ServeCommand.class,
            SweepCommand.class,
            SearchCommand.class,
            TrainCommand.class,
            DataCommand.class,
            ResultsCommand.class,
            RecommendCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            ExportCommand.class,
            DoctorCommand.class,
            CleanCommand.class
        },
        footer = {
            "",
            "Everything a run leaves lives in $TRADESPACE_HOME, or $HOME/.tradespace without it.",
            "Exit codes: 0 done, 1 not everything succeeded, 2 the input was refused, 130 Ctrl-C."
        })
public final class TradespaceCommand {
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
    private final Set<Rejected> reported = new HashSet<>();

    private TradespaceCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Where a home's log goes; empty: into the temporary folder. Logback's file names take a percent sign for a conversion, <code>${</code> for a variable and a
     * backslash for a slash, and there is no way to write any of them.
     */
    static Optional<String> logFolder(Path home) {
        String folder = home.resolve("logs").toString();
        boolean isWritable = !folder.contains("%")
                && !folder.contains("${")
                && (File.separatorChar == '\\' || !folder.contains("\\"));
        return isWritable ? Optional.of(folder) : Optional.empty();
    }

    /** Runs a command line and returns its exit code. */
    public static int run(Map<String, String> environment, String... args) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        TradespaceCommand root = new TradespaceCommand(environment);
        try (StandardOutput output = StandardOutput.take()) {
            // Before anything logs: the log belongs to the home, and stdout and stderr to people.
            logFolder(Settings.of(environment, List.of()).home())
                    .ifPresent(folder -> System.setProperty("TRADESPACE_LOGS", folder));
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                    LoggerFactory.getLogger(TradespaceCommand.class).error("{} has ended", thread.getName(), thrown));
            int code = commandLine(root).setOut(output.writer()).setErr(err).execute(args);
            Optional<IOException> failure = output.failure();
            failure.ifPresent(
                    why -> err.println("tradespace: standard output could not be written: " + Obstacle.of(why)));
            return code == 0 && failure.isPresent() ? CommandFailure.FAILED : code;
        } catch (IllegalArgumentException noHome) {
            err.println("tradespace: " + noHome.getMessage());
            return CommandFailure.REFUSED;
        } finally {
            root.opened.forEach(Catalogue::close);
        }
    }

    /** The command line, for tests too. */
    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new TradespaceCommand(environment));
    }

    private static CommandLine commandLine(TradespaceCommand root) {
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(TradespaceCommand::refuse)
                .setExecutionStrategy(TradespaceCommand::execute)
                .setExecutionExceptionHandler((thrown, line, parsed) -> explain(thrown, line));
    }

    private static int execute(CommandLine.ParseResult parsed) {
        for (CommandLine.ParseResult each = parsed; each != null; each = each.subcommand()) {
            refuseRepeatedKeys(each);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Of a key that is given twice the parser would take the last without a word; an option of one value that is given twice it refuses itself. */
    private static void refuseRepeatedKeys(CommandLine.ParseResult parsed) {
        for (CommandLine.Model.OptionSpec option : parsed.matchedOptions()) {
            Set<String> keys = new HashSet<>();
            if (option.typeInfo().isMap()) {
                for (String text : option.originalStringValues()) {
                    String key = text.replaceFirst("=.*", "").strip();
                    if (!keys.add(key)) {
                        throw new CommandLine.ParameterException(
                                parsed.commandSpec().commandLine(),
                                option.longestName() + " " + key + " is given twice: give each key once");
                    }
                }
            }
        }
    }

    private static int refuse(CommandLine.ParameterException bad, String[] args) {
        CommandLine line = bad.getCommandLine();
        line.getErr().println("tradespace: " + bad.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(bad, line.getErr())) {
            line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return CommandFailure.REFUSED;
    }

    private static int explain(Exception thrown, CommandLine line) {
        if (isEnding()) {
            return CommandFailure.FAILED;
        }
        int code = CommandFailure.FAILED;
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof CommandFailure failure) {
            code = failure.exitCode();
        } else if (thrown instanceof UnknownModel
                || thrown instanceof UnknownStrategy
                || thrown instanceof BadConfiguration) {
            code = CommandFailure.REFUSED;
        } else if (thrown instanceof PluginFailure) {
            // The plugin's author finds there where it threw.
            LoggerFactory.getLogger(TradespaceCommand.class).warn("a plugin failed", thrown);
        } else if (!(thrown instanceof StrategyFailure || thrown instanceof ResultsException)) {
            LoggerFactory.getLogger(TradespaceCommand.class).error("a command failed", thrown);
            message = "something unforeseen happened (" + thrown + "); the log has the details";
        }
        line.getErr().println("tradespace: " + message);
        return code;
    }

    /** Whether Ctrl-C has ended the process: what fails then fails for that reason. */
    private static boolean isEnding() {
        try {
            return Runtime.getRuntime().removeShutdownHook(new Thread("never started"));
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Says something beside what the command itself has to say. */
    void say(String line) {
        spec.commandLine().getErr().println(line);
    }

    /** The variables that the command was started with. */
    Map<String, String> environment() {
        return environment;
    }

    /** Where everything lives. */
    Settings settings() {
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

    /** The catalogue; what was not taken in is reported. */
    Catalogue catalogue() {
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

    /** The search strategies; what was not taken in is reported. */
    Strategies strategies() {
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

    /** The folders that this command was given beside the home's. */
    List<Path> morePlugins() {
        return List.copyOf(plugins);
    }
}

package dev.tradespace.app.command;

import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.terminal.StandardOutput;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.search.catalogue.UnknownStrategy;
import dev.tradespace.search.strategy.StrategyFailure;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs a command line: parsing, exit codes, and errors in one sentence. */
public final class TradespaceCommandLine {
    private TradespaceCommandLine() {}

    /**
     * Where a home's log goes; empty: into the temporary folder. Logback's file names take a percent sign for a
     * conversion, <code>${</code> for a variable and a backslash for a slash, and there is no way to write any of them.
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
        try (StandardOutput output = StandardOutput.take();
                TradespaceCommand root = new TradespaceCommand(environment)) {
            // Before anything logs: the log belongs to the home, and stdout and stderr to people.
            logFolder(Settings.of(environment, List.of()).home())
                    .ifPresent(folder -> System.setProperty("TRADESPACE_LOGS", folder));
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, thrown) -> LoggerFactory.getLogger(TradespaceCommandLine.class)
                            .error("{} has ended", thread.getName(), thrown));
            int code = commandLine(root).setOut(output.writer()).setErr(err).execute(args);
            Optional<IOException> failure = output.failure();
            failure.ifPresent(
                    why -> err.println("tradespace: standard output could not be written: " + FileProblem.of(why)));
            return code == 0 && failure.isPresent() ? CommandFailure.FAILED : code;
        } catch (IllegalArgumentException noHome) {
            err.println("tradespace: " + noHome.getMessage());
            return CommandFailure.REFUSED;
        }
    }

    /** The command line, for tests too. */
    public static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new TradespaceCommand(environment));
    }

    private static CommandLine commandLine(TradespaceCommand root) {
        CommandLine made = new CommandLine(root, new ContextFactory(root));
        ImportCommand.takeSources(Objects.requireNonNull(made.getSubcommands().get("import"), "it is there")
                .getCommandSpec());
        return made.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(TradespaceCommandLine::refuse)
                .setExecutionStrategy(TradespaceCommandLine::execute)
                .setExecutionExceptionHandler((thrown, line, parsed) -> explain(thrown, line));
    }

    private static int execute(CommandLine.ParseResult parsed) {
        for (CommandLine.ParseResult each = parsed; each != null; each = each.subcommand()) {
            refuseRepeatedKeys(each);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /**
     * Of a key that is given twice the parser would take the last without a word; an option of one value that is given
     * twice it refuses itself.
     */
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
            LoggerFactory.getLogger(TradespaceCommandLine.class).warn("a plugin failed", thrown);
        } else if (!(thrown instanceof StrategyFailure || thrown instanceof ResultsException)) {
            LoggerFactory.getLogger(TradespaceCommandLine.class).error("a command failed", thrown);
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

    /** Makes each command with the context that its constructor asks for. */
    private record ContextFactory(Context context) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (List.of(constructor.getParameterTypes()).equals(List.of(Context.class))) {
                    return type.cast(constructor.newInstance(context));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}

package dev.tradespace.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tools of those who write plugins. */
@Command(
        name = "plugin",
        description = "Begins a project for an architecture of your own, and tries what it makes.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {PluginNewCommand.class, PluginCheckCommand.class})
final class PluginGroupCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: plugin new NAME or plugin check JAR");
    }
}

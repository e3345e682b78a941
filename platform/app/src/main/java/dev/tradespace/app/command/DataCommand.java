package dev.tradespace.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Datasets: those there are, those to be had, and what is in one. */
@Command(
        name = "data",
        description = "Lists, fetches, registers and examines the datasets to train on.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {DataListCommand.class, DataFetchCommand.class, DataAddCommand.class, DataInfoCommand.class})
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name what to do: data list, data fetch NAME, data add FOLDER or data info PATH");
    }
}

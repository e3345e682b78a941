package dev.tradespace.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Devices elsewhere, and one's own. */
@Command(
        name = "device",
        description = "Shows a device and how well it is estimated, adds one of your own from a handful of figures, or"
                + " measures what tells most about this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {DeviceShowCommand.class, DeviceNewCommand.class, DeviceMeasureCommand.class})
final class DeviceGroupCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name what to do: device show NAME, device new NAME --from ROWS.csv or device measure");
    }
}

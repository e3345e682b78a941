package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.DeviceText;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.server.wire.DeviceJson.DeviceDetailView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a device. */
@Command(
        name = "show",
        description =
                "Shows a device: its configurations, who published what, and how far estimates lie off, by leaving"
                        + " out each latency that is published.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DeviceShowCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "An id or a name of `tradespace list devices`.")
    private String name;

    @Mixin
    private JsonOption json;

    DeviceShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DeviceCatalogue devices = HomeDevices.load(context);
        Device device = devices.device(name)
                .orElseThrow(() -> CommandFailure.refused(
                        "there is no device " + name + "; `tradespace list devices` shows them all"));
        MetricEstimates estimates = Parts.estimates(devices, context.catalogue());
        if (json.wanted()) {
            JsonOutput.print(context.out(), JsonOutput.tree(DeviceDetailView.of(device, devices, estimates)));
        } else {
            DeviceText.print(context.out(), device, devices, estimates);
        }
        context.out().flush();
        return 0;
    }
}

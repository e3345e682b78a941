package dev.tradespace.app.command;

import dev.tradespace.api.check.Problem;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceFiles;
import java.nio.file.Files;
import java.util.List;

/** Devices of the home, for commands that answer from them. */
final class HomeDevices {
    private HomeDevices() {}

    /** All devices; whoever asks is told once that rows of the home are missing, for what is left is used all the same. */
    static DeviceCatalogue load(Context context) {
        DeviceCatalogue devices = Parts.devices(context.settings());
        tell(context, devices);
        return devices;
    }

    /** Tells it where a server answers from devices: it has no terminal. */
    static void tell(Context context) {
        if (Files.isDirectory(DeviceFiles.folder(context.settings().home()))) {
            tell(context, Parts.devices(context.settings()));
        }
    }

    private static void tell(Context context, DeviceCatalogue devices) {
        List<Problem> problems = devices.problems();
        if (!problems.isEmpty()) {
            context.say(
                    "tradespace: devices: " + Table.printable(problems.get(0).toString()) + "; what is right is used"
                            + (problems.size() == 1
                                    ? ""
                                    : ", and `tradespace doctor` tells " + (problems.size() - 1) + " more"));
        }
    }
}

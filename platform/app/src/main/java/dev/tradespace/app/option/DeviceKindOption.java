package dev.tradespace.app.option;

import dev.tradespace.devices.catalogue.DeviceKind;
import picocli.CommandLine.Option;

/** What a new device is. */
public final class DeviceKindOption {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "board",
            converter = DeviceKinds.class,
            completionCandidates = DeviceKinds.class,
            description = "What a new device is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DeviceKind kind;

    /** The kind. */
    public DeviceKind kind() {
        return kind;
    }
}

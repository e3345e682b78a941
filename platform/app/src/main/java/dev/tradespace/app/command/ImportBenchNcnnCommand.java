package dev.tradespace.app.command;

import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DeviceKindOption;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.source.BenchNcnn;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes what ncnn's benchmark printed on a device into the home. */
@Command(
        name = "benchncnn",
        description = "Takes what ncnn's benchncnn printed on a device into the home.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportBenchNcnnCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", description = "What it printed, one run or several.")
    private Path file;

    @Option(
            names = "--device",
            required = true,
            paramLabel = "NAME",
            description = "Where it ran: a device of `tradespace list devices`, or a new one.")
    private String device;

    @Mixin
    private DeviceKindOption kind;

    ImportBenchNcnnCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DeviceCatalogue devices = Parts.devices(context.settings());
        return new RowImport(context, BenchNcnn.source(LocalDate.now(ZoneOffset.UTC)))
                .take(
                        devices,
                        RowImport.device(context, devices, device, kind.kind()),
                        known -> BenchNcnn.read(file, known));
    }
}

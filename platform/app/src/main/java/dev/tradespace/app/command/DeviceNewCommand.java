package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DeviceKindOption;
import dev.tradespace.app.output.DeviceText;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DevicePower;
import dev.tradespace.devices.catalogue.RowsCsv;
import dev.tradespace.devices.catalogue.Source;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a device of one's own. */
@Command(
        name = "new",
        description = {
            "Adds a device of your own from a handful of latencies; the rest is estimated.",
            "ROWS.csv has a header and the columns network, runtime, value and unit; precision, threads, compute_unit and"
                    + " batch where they are not fp32, unsaid, cpu and 1. Five networks are enough, ten are better."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DeviceNewCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "The name of the device: my-board.")
    private String name;

    @Option(names = "--from", required = true, paramLabel = "ROWS.csv", description = "What was measured on it.")
    private Path rows;

    @Mixin
    private DeviceKindOption kind;

    @ArgGroup(exclusive = false, heading = "%nThe power that it draws, for estimates of energy:%n")
    private @Nullable PowerOptions power;

    /** Power of a device: what it draws, and how many cores share that. */
    static final class PowerOptions {
        @Option(
                names = "--load-watts",
                required = true,
                paramLabel = "W",
                description = "Power with all cores busy, in watts.")
        private double load;

        @Option(names = "--idle-watts", defaultValue = "0", paramLabel = "W", description = "Power at idle, in watts.")
        private double idle;

        @Option(
                names = "--cores",
                defaultValue = "1",
                paramLabel = "N",
                description = "Cores that are busy then; a row of fewer threads draws its part.")
        private int cores;

        private DevicePower power() {
            try {
                return new DevicePower(idle, load, cores, "said by the user");
            } catch (IllegalArgumentException wrong) {
                throw CommandFailure.refused(String.valueOf(wrong.getMessage()));
            }
        }
    }

    DeviceNewCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DeviceCatalogue before = Parts.devices(context.settings());
        Device named = RowImport.device(context, before, name, kind.kind());
        Device own = power == null ? named : named.drawing(power.power());
        if (before.device(own.id()).isPresent()) {
            context.say("tradespace: " + Table.printable(own.name()) + " (" + own.id() + "), "
                    + own.kind().id()
                    + ", is in the catalogue already: the rows are added to it, and replace those of the same target,"
                    + " network and metric");
        }
        Source source = new Source(
                "own-" + own.id(),
                "measured by the user on " + own.name(),
                "",
                "",
                "the user's own",
                LocalDate.now(ZoneOffset.UTC),
                "as measured",
                "");
        int code = new RowImport(context, source).take(before, own, known -> RowsCsv.read(rows, known));
        DeviceCatalogue devices = Parts.devices(context.settings());
        Device device = devices.device(own.id())
                .orElseThrow(() -> CommandFailure.failed("the device was not found after it was added"));
        DeviceText.print(context.out(), device, devices, Parts.estimates(devices, context.catalogue()));
        return code;
    }
}

package dev.tradespace.app.command;

import dev.tradespace.api.check.Problem;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.measure.Target;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceFiles;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.ImportedRows;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.RowContext;
import dev.tradespace.devices.catalogue.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes published rows into the home: what is wrong is told line by line, and the rest is kept. */
final class RowImport {
    private final Context context;
    private final Source source;

    RowImport(Context context, Source source) {
        this.context = context;
        this.source = source;
    }

    /**
     * The device of a name: of the catalogue, or a new one.
     *
     * @throws CommandFailure if it cannot be a name, or is that of a device of this machine
     */
    static Device device(Context context, DeviceCatalogue devices, String name, DeviceKind kind) {
        Device device = devices.device(name).orElseGet(() -> named(name, kind));
        if (here(context).contains(device.id())) {
            throw CommandFailure.refused(device.id()
                    + " is a device of this machine, which `tradespace sweep` measures; choose another name");
        }
        return device;
    }

    private static Device named(String name, DeviceKind kind) {
        try {
            return Device.named(name, kind);
        } catch (IllegalArgumentException noName) {
            throw CommandFailure.refused(String.valueOf(noName.getMessage()));
        }
    }

    /** The devices that can be measured on here. */
    private static Set<String> here(Context context) {
        return Parts.profiles(context.settings()).targets().stream()
                .map(Target::device)
                .collect(Collectors.toSet());
    }

    /** Rows that name their devices; the exit code. */
    int take(Function<RowContext, ImportedRows> reader) {
        Set<String> here = here(context);
        return take(
                Parts.devices(context.settings()),
                known -> without(
                        reader.apply(known),
                        here::contains,
                        "is a device of this machine, which `tradespace sweep` measures; give it another name"));
    }

    /** Rows of one device; the exit code. */
    int take(DeviceCatalogue devices, Device own, Function<RowContext, ImportedRows> reader) {
        return take(
                devices,
                known -> without(
                        reader.apply(known.of(own)),
                        device -> !device.equals(own.id()),
                        "is not " + own.id() + "; `tradespace import csv` takes rows of several devices"));
    }

    /** The rows but those of some devices. */
    private static ImportedRows without(ImportedRows read, Predicate<String> device, String reason) {
        List<Problem> problems = new ArrayList<>(read.problems());
        read.rows().stream()
                .map(row -> row.target().device())
                .filter(device)
                .distinct()
                .forEach(id -> problems.add(new Problem("", "rows of " + id + " were left out: it " + reason)));
        return new ImportedRows(
                read.rows().stream()
                        .filter(row -> !device.test(row.target().device()))
                        .toList(),
                read.devices().stream().filter(each -> !device.test(each.id())).toList(),
                problems);
    }

    private int take(DeviceCatalogue devices, Function<RowContext, ImportedRows> reader) {
        Catalogue models = context.catalogue();
        Map<String, Model> variants = models.variants().stream()
                .collect(Collectors.toMap(model -> model.id().toString(), Function.identity()));
        ImportedRows read = reader.apply(devices.context(source, id -> {
            Model variant = variants.get(id);
            return variant == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(models.build(variant).analysis().macs().total());
        }));
        read.problems().forEach(problem -> context.say("tradespace: " + Table.printable(problem.toString())));
        if (read.rows().isEmpty()) {
            throw CommandFailure.refused("nothing was taken in: no row can be used");
        }
        try {
            // Whose fault it is that nothing can be written below a home that cannot be made would not be told.
            Files.createDirectories(context.settings().home());
            DeviceFiles.add(context.settings().home(), source, read);
        } catch (IOException failed) {
            Path home = context.settings().home();
            throw FileProblem.ofHome(home, failed)
                    .orElseGet(() -> CommandFailure.failed(
                            "the rows cannot be kept in " + DeviceFiles.folder(home) + ": " + FileProblem.of(failed)));
        }
        Set<Problem> known = Set.copyOf(devices.contradictions());
        Parts.devices(context.settings()).contradictions().stream()
                .filter(problem -> !known.contains(problem))
                .forEach(problem -> context.say("tradespace: " + Table.printable(problem.toString())));
        context.out().println(summary(read) + ". A server that runs already sees them when it is started again.");
        context.out().flush();
        return read.problems().isEmpty() ? 0 : CommandFailure.FAILED;
    }

    private static String summary(ImportedRows read) {
        long exact =
                read.rows().stream().filter(row -> row.match() == Match.EXACT).count();
        long devices = read.rows().stream()
                .map(PublishedRow::target)
                .map(target -> target.device())
                .distinct()
                .count();
        return read.rows().size() + (read.rows().size() == 1 ? " row" : " rows") + " of " + devices
                + (devices == 1 ? " device" : " devices") + " taken in, " + exact + " of variants here"
                + (read.problems().isEmpty() ? "" : "; what is wrong is told above");
    }
}

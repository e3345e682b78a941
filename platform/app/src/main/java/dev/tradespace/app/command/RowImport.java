package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
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
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes published rows into the home: what is wrong is told line by line, and the rest is kept. */
final class RowImport {
    private final Context context;
    private final Source source;

    RowImport(Context context, Source source) {
        this.context = context;
        this.source = source;
    }

    /** Rows that name their devices; the exit code. */
    int take(Function<RowContext, ImportedRows> reader) {
        return take(catalogue(), reader);
    }

    /** Rows of one device, known by its name or new; the exit code. */
    int take(String device, DeviceKind kind, Function<RowContext, ImportedRows> reader) {
        DeviceCatalogue devices = catalogue();
        Device own = devices.device(device).orElseGet(() -> Device.named(device, kind));
        return take(devices, known -> reader.apply(known.of(own)));
    }

    private DeviceCatalogue catalogue() {
        return Parts.devices(context.settings());
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
        read.problems().forEach(problem -> context.say("tradespace: " + problem));
        if (read.rows().isEmpty()) {
            throw CommandFailure.refused("nothing was taken in: no row can be used");
        }
        try {
            DeviceFiles.add(context.settings().home(), source, read);
        } catch (IOException failed) {
            throw CommandFailure.failed("the rows cannot be kept: " + FileProblem.of(failed));
        }
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

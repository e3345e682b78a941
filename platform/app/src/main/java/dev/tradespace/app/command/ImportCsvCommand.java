package dev.tradespace.app.command;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.RowsCsv;
import dev.tradespace.devices.catalogue.Source;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes rows of a CSV file into the home. */
@Command(
        name = "csv",
        description = {
            "Takes published or measured rows of a CSV file into the home.",
            "Its columns: device, network, runtime, value and unit, and as far as they are known kind, compute_unit,"
                    + " precision, threads, batch, setting, metric, statistic, version and locator."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCsvCommand implements Callable<Integer> {
    /** Of a file's name that become a part of another's. */
    private static final int MOST_LETTERS = 60;

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "UTF-8, with a header.")
    private Path file;

    @Option(
            names = "--source",
            paramLabel = "ID",
            description =
                    "A short name of who published them (default: imported- and the file's name). Rows of one source"
                            + " are told with the title, date and licence of the last import.")
    private @Nullable String named;

    @Option(names = "--title", paramLabel = "TEXT", description = "Who published them, for people.")
    private String title = "";

    @Option(names = "--url", paramLabel = "URL", description = "Where they can be read.")
    private String url = "";

    @Option(names = "--commit", paramLabel = "COMMIT", description = "The version of it.")
    private String commit = "";

    @Option(names = "--licence", paramLabel = "LICENCE", description = "Its licence.")
    private String licence = "not said";

    ImportCsvCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String id = named == null ? id(file) : named;
        if (!Device.isId(id)) {
            throw CommandFailure.refused("--source must be lower case letters, digits and hyphens, was " + id);
        }
        Source source = new Source(
                id,
                title.isBlank() ? "imported from " + file.getFileName() : title,
                url,
                commit,
                licence,
                LocalDate.now(ZoneOffset.UTC),
                "as published",
                "");
        return new RowImport(context, source).take(known -> RowsCsv.read(file, known));
    }

    /** A source of each file: what one says of itself is not said of another's rows. */
    private static String id(Path file) {
        String name = Device.idOf(String.valueOf(file.getFileName()).replaceFirst("(?i)\\.csv$", ""));
        return name.isEmpty()
                ? "imported"
                : "imported-"
                        + name.substring(0, Math.min(MOST_LETTERS, name.length()))
                                .replaceAll("-$", "");
    }
}

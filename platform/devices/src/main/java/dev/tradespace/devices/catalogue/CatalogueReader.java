package dev.tradespace.devices.catalogue;

import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads folders of the catalogue, one after the other: what a later one tells of a device replaces what an earlier one told, and of two figures of one thing that of the newer source counts. */
final class CatalogueReader {
    static final List<String> DEVICES = List.of(
            "id",
            "name",
            "kind",
            "chip",
            "aliases",
            "ram_kib",
            "flash_kib",
            "memory_source",
            "idle_watts",
            "load_watts",
            "cores",
            "power_source");
    static final List<String> SOURCES =
            List.of("id", "title", "url", "commit", "licence", "date", "statistic", "conditions");
    private static final List<String> NETWORKS = List.of("source", "network", "variant", "match", "reason", "weights");
    /** Between the aliases of a device. */
    static final String BAR = "|";

    static final int KIB = 1024;

    private final DeviceNames devices = new DeviceNames();
    private final NetworkNames networks = new NetworkNames();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<PublishedRow.Key, PublishedRow> rows = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> contradictions = new ArrayList<>();

    /**
     * Everything that was read.
     *
     * @param problems what could not be read
     * @param contradictions what files say differently; the newer source stands
     */
    record Contents(
            DeviceNames devices,
            NetworkNames networks,
            List<Source> sources,
            List<PublishedRow> rows,
            List<Problem> problems,
            List<Problem> contradictions) {}

    static Contents read(List<CatalogueFolder> folders) {
        CatalogueReader reader = new CatalogueReader();
        folders.forEach(folder -> {
            reader.names(folder);
            reader.figures(folder);
        });
        return reader.contents();
    }

    /** The sources and rows of one folder, which may name the devices and networks of another. */
    static Contents read(CatalogueFolder known, CatalogueFolder folder) {
        CatalogueReader reader = new CatalogueReader();
        reader.names(known);
        reader.names(folder);
        reader.figures(folder);
        return reader.contents();
    }

    private Contents contents() {
        return new Contents(
                devices,
                networks,
                List.copyOf(sources.values()),
                List.copyOf(rows.values()),
                List.copyOf(problems),
                List.copyOf(contradictions));
    }

    private void names(CatalogueFolder folder) {
        table(folder, "devices.csv", DEVICES, DEVICES.subList(0, 3), this::device);
        table(folder, "networks.csv", NETWORKS, NETWORKS.subList(0, 4), this::network);
    }

    private void figures(CatalogueFolder folder) {
        Map<String, Source> own = new LinkedHashMap<>();
        table(folder, "sources.csv", SOURCES, SOURCES, (row, where) -> source(row, where)
                .ifPresent(source -> own.put(source.id(), source)));
        sources.putAll(own);
        own.values().forEach(source -> rows(folder, source));
    }

    /** Takes a row of a table. */
    private interface Taking {
        void take(CsvRow row, String where);
    }

    private void table(CatalogueFolder folder, String name, List<String> known, List<String> required, Taking taking) {
        String title = folder.title() + name;
        open(
                folder,
                name,
                bytes -> CsvTable.read(
                        bytes,
                        title,
                        required,
                        known,
                        problems,
                        row -> taking.take(row, title + " line " + row.line())));
    }

    private void open(CatalogueFolder folder, String name, InputFile.Reader reader) {
        try {
            Optional<InputStream> bytes = folder.open(name);
            if (bytes.isPresent()) {
                try (InputStream open = bytes.get()) {
                    reader.read(open);
                }
            }
        } catch (IOException unreadable) {
            problems.add(new Problem(folder.title() + name, "cannot be read: " + unreadable.getMessage()));
        }
    }

    private void device(CsvRow row, String where) {
        Optional<DeviceKind> kind = DeviceKind.find(row.text("kind"));
        if (kind.isEmpty()) {
            problems.add(new Problem(where, "kind is none of the kinds of devices, was " + row.text("kind")));
            return;
        }
        List<String> aliases = Arrays.stream(row.text("aliases").split("\\" + BAR))
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .toList();
        take(
                where,
                () -> devices.add(new Device(
                        row.text("id"),
                        row.text("name"),
                        kind.get(),
                        row.text("chip"),
                        aliases,
                        KIB * Long.parseLong(row.textOr("ram_kib", "0")),
                        KIB * Long.parseLong(row.textOr("flash_kib", "0")),
                        row.text("memory_source"),
                        power(row))));
    }

    private static @Nullable DevicePower power(CsvRow row) {
        return row.text("load_watts").isEmpty()
                ? null
                : new DevicePower(
                        Double.parseDouble(row.textOr("idle_watts", "0")),
                        Double.parseDouble(row.text("load_watts")),
                        Integer.parseInt(row.textOr("cores", "1")),
                        row.text("power_source"));
    }

    private void network(CsvRow row, String where) {
        take(where, () -> {
            Match match = Match.valueOf(row.text("match").toUpperCase(Locale.ROOT));
            String variant = row.text("variant");
            if (variant.isEmpty() != (match == Match.NONE)) {
                throw new IllegalArgumentException("a variant stands where something matches, and nowhere else");
            }
            if (row.text("reason").isEmpty() != (match == Match.EXACT)) {
                throw new IllegalArgumentException("a reason stands where a network is not exact, and nowhere else");
            }
            networks.add(
                    row.text("source"),
                    row.text("network"),
                    new NetworkNames.Named(
                            variant.isEmpty() ? null : variant, match, row.text("reason"), row.text("weights")));
        });
    }

    private Optional<Source> source(CsvRow row, String where) {
        List<Source> taken = new ArrayList<>();
        take(
                where,
                () -> taken.add(new Source(
                        row.text("id"),
                        row.text("title"),
                        row.text("url"),
                        row.text("commit"),
                        row.text("licence"),
                        LocalDate.parse(row.text("date")),
                        row.text("statistic"),
                        row.text("conditions"))));
        return taken.stream().findFirst();
    }

    private void take(String where, Runnable taking) {
        try {
            taking.run();
        } catch (IllegalArgumentException | DateTimeParseException refused) {
            problems.add(new Problem(where, String.valueOf(refused.getMessage())));
        }
    }

    private void rows(CatalogueFolder folder, Source source) {
        String name = "rows/" + source.id() + ".csv";
        RowCollector collector = new RowCollector(new RowContext(devices, networks, source, null, null));
        open(folder, name, bytes -> RowsCsv.read(bytes, folder.title() + name, collector.context(), collector));
        problems.addAll(collector.problems());
        for (PublishedRow row : collector.rows()) {
            PublishedRow earlier = rows.get(row.key());
            PublishedRow newer = earlier == null
                            || !earlier.source().date().isAfter(row.source().date())
                    ? row
                    : earlier;
            rows.put(row.key(), newer);
            if (earlier != null && RowCollector.ratio(earlier.value(), row.value()) > RowCollector.MOST_RATIO) {
                contradictions.add(new Problem(
                        folder.title() + name,
                        row.metric().label() + " of " + row.network() + " on "
                                + row.target().id() + " is more than " + (int) RowCollector.MOST_RATIO
                                + " times from what another file says; the newer source stands, "
                                + row.metric().format(newer.value())));
            }
        }
    }
}

package dev.tradespace.devices.catalogue;

import dev.tradespace.api.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Published rows as CSV, in the one schema of the catalogue, which is also that of a user's own file. A row needs {@code network}, {@code runtime}, {@code
 * value} and {@code unit}; without a column, {@code metric} is latency, {@code compute_unit} cpu, {@code precision} fp32, {@code threads} not said, {@code
 * batch} 1, and {@code device} the one of the context. {@code kind} is that of a device which the catalogue does not know.
 */
public final class RowsCsv {
    static final List<String> COLUMNS = List.of(
            "device",
            "kind",
            "runtime",
            "compute_unit",
            "precision",
            "threads",
            "batch",
            "setting",
            "network",
            "metric",
            "value",
            "unit",
            "statistic",
            "version",
            "locator");
    private static final String METRICS =
            Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "));
    private static final List<String> REQUIRED = List.of("network", "runtime", "value", "unit");
    private static final int MOST_THREADS = 4096;
    private static final int MOST_BATCH = 65_536;

    private final String name;
    private final RowContext context;
    private final RowCollector rows;
    /** Targets are named by many rows each. */
    private final Map<String, PublishedTarget> targets = new HashMap<>();

    private final Map<String, Optional<Metric>> metrics = new HashMap<>();

    private RowsCsv(String name, RowContext context, RowCollector rows) {
        this.name = name;
        this.context = context;
        this.rows = rows;
    }

    /**
     * Reads a user's file.
     *
     * @return the good rows, and everything that is wrong with the others
     */
    public static ImportedRows read(Path file, RowContext context) {
        RowCollector rows = new RowCollector(context);
        InputFile.read(file, rows.problems(), bytes -> read(bytes, InputFile.name(file), context, rows));
        if (rows.problems().isEmpty() && rows.rows().isEmpty()) {
            rows.refuse(InputFile.name(file), "has a header and no row below it");
        }
        return rows.finish();
    }

    static void read(InputStream bytes, String name, RowContext context, RowCollector rows) throws IOException {
        CsvTable.read(bytes, name, REQUIRED, COLUMNS, rows.problems(), new RowsCsv(name, context, rows)::take);
    }

    private void take(CsvRow row) {
        String where = name + " line " + row.line();
        int before = rows.problems().size();
        Optional<Metric> metric = metrics.computeIfAbsent(row.textOr("metric", Metric.LATENCY.id()), Metric::find);
        if (metric.isEmpty()) {
            rows.refuse(where, "metric must be one of " + METRICS + ", was " + Quantity.shown(row.text("metric")));
        }
        String network = row.text("network");
        if (network.isEmpty()) {
            rows.refuse(where, "network is empty; write a variant's id such as mobilenet/v2-1.0");
        }
        Optional<PublishedTarget> target = target(row, where);
        if (rows.problems().size() == before && target.isPresent() && metric.isPresent()) {
            rows.add(
                    target.get(),
                    network,
                    metric.get(),
                    row.text("value"),
                    row.text("unit"),
                    row.text("statistic"),
                    row.text("version"),
                    row.text("locator"),
                    where);
        }
    }

    private Optional<PublishedTarget> target(CsvRow row, String where) {
        String key = String.join(
                "\n",
                List.of(
                        row.text("device"),
                        row.text("runtime"),
                        row.text("compute_unit"),
                        row.text("precision"),
                        row.text("threads"),
                        row.text("batch"),
                        row.text("setting")));
        PublishedTarget known = targets.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Device> device = device(row, where);
        int before = rows.problems().size();
        String runtime = word(row, "runtime", "", where);
        String unit = word(row, "compute_unit", PublishedTarget.CPU, where);
        String precision = word(row, "precision", "fp32", where);
        String setting = row.text("setting").isEmpty() ? "" : word(row, "setting", "", where);
        int threads = whole(row, "threads", 0, MOST_THREADS, where);
        int batch = whole(row, "batch", 1, MOST_BATCH, where);
        if (device.isEmpty() || rows.problems().size() > before) {
            return Optional.empty();
        }
        PublishedTarget target = PublishedTarget.of(device.get(), runtime, unit, precision, threads, batch, setting);
        targets.put(key, target);
        return Optional.of(target);
    }

    private Optional<Device> device(CsvRow row, String where) {
        String named = row.text("device");
        if (named.isEmpty()) {
            if (context.own().isEmpty()) {
                rows.refuse(where, "device is empty; name it in the column device or beside the file");
            }
            return context.own();
        }
        Optional<Device> known = rows.device(named, where);
        if (known.isPresent()) {
            return known;
        }
        String kind = row.text("kind");
        Optional<DeviceKind> found = DeviceKind.find(kind);
        if (found.isEmpty()) {
            rows.refuse(
                    where,
                    "device " + Quantity.shown(named) + " is not in the catalogue; to add it, say its kind in the"
                            + " column kind: phone, board, microcontroller, accelerator, laptop, server or browser"
                            + (kind.isEmpty() ? "" : ", was " + Quantity.shown(kind)));
            return Optional.empty();
        }
        return rows.deviceOr(named, found.get(), where);
    }

    private String word(CsvRow row, String column, String absent, String where) {
        String word = row.textOr(column, absent);
        if (!Device.isId(word)) {
            rows.refuse(
                    where,
                    column + " must be lower-case words with hyphens, such as "
                            + (column.equals("runtime") ? "ncnn" : "npu") + ", was "
                            + (word.isEmpty() ? "empty" : Quantity.shown(word)));
        }
        return word;
    }

    private int whole(CsvRow row, String column, int absent, int most, String where) {
        String text = row.text(column);
        if (text.isEmpty()) {
            return absent;
        }
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        if (number < 1 || number > most) {
            rows.refuse(where, column + " must be a whole number from 1 to " + most + ", was " + Quantity.shown(text));
        }
        return number;
    }

    /** The cells of a row, in the order of the columns and in the metric's unit. */
    static List<String> cells(PublishedRow row) {
        PublishedTarget target = row.target();
        Map<String, String> cells = new LinkedHashMap<>();
        COLUMNS.forEach(column -> cells.put(column, ""));
        cells.put("device", target.device());
        cells.put("runtime", target.runtime());
        cells.put("compute_unit", target.computeUnit());
        cells.put("precision", target.precision());
        cells.put("threads", target.threads() == 0 ? "" : String.valueOf(target.threads()));
        cells.put("batch", String.valueOf(target.batch()));
        cells.put("setting", target.setting());
        cells.put("network", row.network());
        cells.put("metric", row.metric().id());
        cells.put("value", String.valueOf(row.value()));
        cells.put("unit", row.metric().unit());
        cells.put("statistic", row.statistic());
        cells.put("version", row.version());
        cells.put("locator", row.locator());
        return new ArrayList<>(cells.values());
    }
}

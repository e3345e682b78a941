package dev.tradespace.devices.catalogue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers the rows of one file or folder: refuses what no device can do and what contradicts itself, and knows each device by one name. Not for two threads.
 */
public final class RowCollector {
    /** From fewer networks nothing is estimated for a target. */
    public static final int FEWEST_NETWORKS = 5;
    /** Two figures of one thing that are further apart cannot both be right. */
    static final double MOST_RATIO = 2;

    private final RowContext context;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<PublishedRow.Key, Place> places = new LinkedHashMap<>();
    private final Map<String, Device> added = new LinkedHashMap<>();
    private final Map<String, Set<String>> spellings = new LinkedHashMap<>();
    private final Map<String, String> lastSpelt = new HashMap<>();
    /** A file that is wrong everywhere is not told line by line. */
    private long untold;

    /** A row with where it stood; {@code refused} once another contradicts it. */
    private record Place(PublishedRow row, String where, boolean refused) {}

    /** A collector of rows that are read against this. */
    public RowCollector(RowContext context) {
        this.context = context;
        context.own().filter(context::isNew).ifPresent(own -> added.put(DeviceNames.key(own.id()), own));
    }

    /**
     * Notes what is wrong.
     *
     * @param where file and line
     */
    public void refuse(String where, String message) {
        if (problems.size() < CsvTable.MOST_PROBLEMS) {
            problems.add(new Problem(where, message));
        } else {
            untold++;
        }
    }

    List<Problem> problems() {
        return problems;
    }

    RowContext context() {
        return context;
    }

    /** The rows so far that nothing contradicts. */
    List<PublishedRow> rows() {
        return places.values().stream()
                .filter(place -> !place.refused())
                .map(Place::row)
                .toList();
    }

    /** The device of a name, of the catalogue or of an earlier row. */
    public Optional<Device> device(String name, String where) {
        Optional<Device> device = context.device(name).or(() -> Optional.ofNullable(added.get(DeviceNames.key(name))));
        device.ifPresent(known -> spelt(known, name, where));
        return device;
    }

    /** The device of a name; one of this kind is added where there is none. Empty, which is told, for what cannot be a name. */
    public Optional<Device> deviceOr(String name, DeviceKind kind, String where) {
        Optional<Device> known = device(name, where);
        if (known.isPresent()) {
            return known;
        }
        Optional<String> refusal = DeviceNames.refusal(name);
        if (refusal.isPresent()) {
            refuse(where, "the name of a device " + refusal.get());
            return Optional.empty();
        }
        Device device = Device.named(name, kind);
        added.put(DeviceNames.key(name), device);
        spelt(device, name, where);
        return Optional.of(device);
    }

    private void spelt(Device device, String name, String where) {
        if (spellings
                .computeIfAbsent(device.id(), first -> new LinkedHashSet<>())
                .add(name)) {
            lastSpelt.put(device.id(), where);
        }
    }

    /**
     * Takes a figure as it was published, or says why not.
     *
     * @param network the source's own name
     * @param value a number, and {@code unit} what it is in
     * @param where file and line
     */
    public void add(
            PublishedTarget target,
            String network,
            Metric metric,
            String value,
            String unit,
            String statistic,
            String version,
            String locator,
            String where) {
        Quantity.read(metric, value, unit, why -> refuse(where, why))
                .ifPresent(amount ->
                        add(context.row(target, network, metric, amount, statistic, version, locator), where));
    }

    private void add(PublishedRow row, String where) {
        if (row.match() != Match.NONE && !context.knows(String.valueOf(row.variant()))) {
            refuse(where, "there is no variant " + row.variant() + "; list variants names those that there are");
            return;
        }
        Optional<String> refusal =
                PlausibleRange.refusal(row.metric(), row.value(), row.target().batch(), context.macsOf(row.variant()));
        if (refusal.isPresent()) {
            refuse(where, refusal.get());
            return;
        }
        Place earlier = places.putIfAbsent(row.key(), new Place(row, where, false));
        if (earlier != null) {
            again(row, where, earlier);
        }
    }

    private void again(PublishedRow row, String where, Place earlier) {
        double ratio = ratio(row.value(), earlier.row().value());
        String what = row.network() + " on " + row.target().id();
        String figures = row.metric().format(row.value()) + " here and "
                + row.metric().format(earlier.row().value()) + " at " + earlier.where();
        if (ratio > MOST_RATIO) {
            refuse(
                    where,
                    String.format(
                            Locale.ROOT,
                            "contradicts an earlier row by a factor of %.1f, so neither is taken: %s of %s is %s",
                            ratio,
                            row.metric().label(),
                            what,
                            figures));
            places.put(row.key(), new Place(earlier.row(), earlier.where(), true));
        } else {
            refuse(
                    where,
                    "tells again what an earlier row told, which stays: "
                            + row.metric().label() + " of " + what + " is " + figures);
        }
    }

    static double ratio(double one, double other) {
        return Math.max(one / other, other / one);
    }

    /** The rows, with what can only be said of all of them. */
    public ImportedRows finish() {
        List<PublishedRow> rows = rows();
        spellings.forEach((id, names) -> {
            if (names.size() > 1) {
                refuse(
                        String.valueOf(lastSpelt.get(id)),
                        names.size() + " spellings are taken for one device, " + id + ": " + String.join(", ", names));
            }
        });
        Map<String, Set<String>> networks = new LinkedHashMap<>();
        for (PublishedRow row : rows) {
            Set<String> own = networks.computeIfAbsent(row.target().device(), first -> new LinkedHashSet<>());
            if (row.metric() == Metric.LATENCY) {
                own.add(row.network());
            }
        }
        networks.forEach((device, own) -> {
            if (own.size() < FEWEST_NETWORKS) {
                refuse(
                        "",
                        device + " has latencies of " + own.size()
                                + (own.size() == 1 ? " network" : " networks")
                                + " here, too few to estimate others from; "
                                + FEWEST_NETWORKS + " are needed, and the rows stay");
            }
        });
        List<Device> devices = added.values().stream()
                .filter(device -> networks.containsKey(device.id()))
                .toList();
        if (untold > 0) {
            problems.add(new Problem("", untold + " further problems are not told"));
        }
        return new ImportedRows(rows, devices, problems);
    }
}

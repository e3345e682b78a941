package dev.tradespace.server.device;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Front;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.measurement.RowQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Result rows by target: measured ones from the store, published and estimated ones from the catalogue of devices. A
 * target is of one of the two, so that nothing of both meets in one front. Any thread may call; every method may block.
 */
public final class RowSource {
    private static final Comparator<ResultRow> FASTEST_FIRST =
            Comparator.comparingDouble(row -> cost(row, Metric.LATENCY));

    private static final int LEAST_OF_A_NAME = 3;
    private static final int MOST_TOLD = 6;

    private final Results results;
    private final DeviceRows devices;
    private final Set<String> here;

    /**
     * The rows of a store and of the catalogue.
     *
     * @param here targets of this machine
     */
    public RowSource(Results results, DeviceRows devices, Set<String> here) {
        this.results = results;
        this.devices = devices;
        this.here = Collections.unmodifiableSet(new LinkedHashSet<>(here));
    }

    /** The estimates of targets of the catalogue. */
    public MetricEstimates estimates() {
        return devices.estimates();
    }

    /** Whether a target's rows come from the catalogue. */
    public boolean published(String target) {
        return devices.knows(target);
    }

    /** Whether a target can be measured on here, is in the catalogue, or others who share the store have measured on it. */
    public boolean knows(String target) {
        return here.contains(target)
                || devices.knows(target)
                || results.measurements()
                                .rows(new RowQuery(List.of(), List.of(), List.of(target), null, null, null, null, 0, 1))
                                .total()
                        > 0;
    }

    /** Rows of the store, and of the catalogue those of the targets that are named: it has thousands that nobody asked for. */
    public Page<ResultRow> rows(RowQuery query) {
        List<String> published =
                query.targets().stream().filter(this::published).distinct().toList();
        if (published.isEmpty()) {
            return results.measurements().rows(query);
        }
        List<ResultRow> rows = new ArrayList<>();
        published.stream()
                .filter(target ->
                        query.conditions() == null || query.conditions().equals(conditions(target)))
                .flatMap(target -> devices.rows(target).stream())
                .filter(row -> fits(row, query))
                .forEach(rows::add);
        List<String> measured =
                query.targets().stream().filter(target -> !published(target)).toList();
        if (!measured.isEmpty()) {
            rows.addAll(results.measurements().rows(query.whole(measured)).items());
        }
        rows.sort(order(query.order()));
        return new Page<>(
                rows.stream().skip(query.offset()).limit(query.limit()).toList(), rows.size());
    }

    /** All rows of a stratum. */
    public List<ResultRow> rows(Stratum stratum) {
        return rows(new RowQuery(
                        List.of(),
                        List.of(),
                        List.of(stratum.target()),
                        stratum.dataset(),
                        stratum.data(),
                        stratum.conditions().digest(),
                        null,
                        null,
                        null,
                        0,
                        RowQuery.MAX_LIMIT))
                .items();
    }

    /**
     * All rows of the store of a variant about a dataset.
     *
     * @param variant its id or its short name
     */
    public List<ResultRow> ofVariant(String variant, String dataset) {
        return results.measurements()
                .rows(new RowQuery(
                        List.of(results.variant(variant).orElse(variant)),
                        List.of(),
                        List.of(),
                        dataset,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        RowQuery.MAX_LIMIT))
                .items();
    }

    private static boolean fits(ResultRow row, RowQuery query) {
        return (query.variants().isEmpty()
                        || query.variants().contains(row.model().toString()))
                && (query.families().isEmpty()
                        || query.families().contains(row.model().family()))
                && (query.dataset() == null || query.dataset().equals(row.key().dataset()))
                && (query.data() == null || query.data().equals(row.provenance().data()))
                && query.protocol() == null
                && query.sweep() == null;
    }

    private static Comparator<ResultRow> order(@Nullable Metric metric) {
        return metric == null
                ? Comparator.comparingLong(ResultRow::id).reversed()
                : Comparator.comparingDouble(row -> cost(row, metric));
    }

    private static double cost(ResultRow row, Metric metric) {
        return row.figure(metric).value().isEmpty()
                ? Double.POSITIVE_INFINITY
                : metric.goal().asCost(row.figure(metric).value().getAsDouble());
    }

    /** The strata of the store, and those of the targets of the catalogue that are named. */
    public List<Stratum> strata(List<String> targets) {
        List<Stratum> strata = new ArrayList<>(results.fronts().strata());
        targets.stream().filter(this::published).distinct().forEach(target -> {
            Map<String, List<ResultRow>> byDataset = new TreeMap<>();
            devices.rows(target).forEach(row -> byDataset
                    .computeIfAbsent(row.key().dataset(), first -> new ArrayList<>())
                    .add(row));
            byDataset.forEach((dataset, rows) -> strata.add(new Stratum(
                    target,
                    dataset,
                    "",
                    devices.conditions(target),
                    rows.size(),
                    (int) rows.stream()
                            .filter(row -> row.figure(Metric.ACCURACY).value().isPresent())
                            .count(),
                    0)));
        });
        return strata;
    }

    /** The digest of the conditions of a target of the catalogue. */
    String conditions(String target) {
        return devices.conditions(target).digest();
    }

    /** The front of one stratum. */
    public TargetFront front(FrontQuery query) {
        if (!published(query.target())) {
            return results.fronts().front(query);
        }
        boolean asked = query.protocol() == null && query.conditions().equals(conditions(query.target()));
        List<ResultRow> rows = devices.rows(query.target()).stream()
                .filter(row -> asked && row.key().dataset().equals(query.dataset()))
                .toList();
        Front<ResultRow> front = Front.of(
                rows,
                query.objectives().stream()
                        .map(metric -> new Objective(metric.id(), metric.goal()))
                        .toList(),
                (row, objective) -> row.figure(Metric.find(objective.metric()).orElseThrow())
                        .value());
        return new TargetFront(
                front.members().stream().sorted(FASTEST_FIRST).toList(),
                front.dominated().stream().map(ResultRow::id).sorted().toList(),
                front.incomplete().stream().map(ResultRow::id).sorted().toList());
    }

    /** One row by its id; those of the catalogue have negative ones. */
    public Optional<ResultRow> row(long id) {
        return id < 0 ? devices.row(id) : results.measurements().row(id);
    }

    /** The raw samples of a row; none of one that was not measured here. */
    public Samples samples(long id) {
        return id < 0 ? Samples.ofNanos() : results.measurements().samples(id).orElse(Samples.ofNanos());
    }

    /** The provenance of a row, sorted by key. */
    public Map<String, String> environment(long id) {
        return id < 0 ? devices.facts(id) : results.measurements().environment(id);
    }

    /** That there is no such target, with those of this machine and those elsewhere that somebody may have meant. */
    public String unknown(String target) {
        return "there is no target " + target + "; here are " + String.join(", ", here)
                + similar(target)
                        .map(others -> ", and of devices elsewhere " + others)
                        .orElse("");
    }

    /**
     * Targets of the catalogue that somebody may have meant: those of the device, by any of its names, or of devices
     * whose ids contain the name.
     */
    Optional<String> similar(String target) {
        int slash = target.indexOf('/');
        String named = slash < 0 ? target : target.substring(0, slash);
        String device = devices.deviceOf(named).orElse(named);
        List<String> same = devices.targets().stream()
                .filter(id -> id.startsWith(device + "/"))
                .toList();
        List<String> meant = same.isEmpty()
                ? devices.targets().stream()
                        .filter(id -> device.length() >= LEAST_OF_A_NAME && id.contains(device))
                        .toList()
                : same;
        return meant.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", meant.subList(0, Math.min(MOST_TOLD, meant.size())))
                        + (meant.size() > MOST_TOLD ? " and " + (meant.size() - MOST_TOLD) + " more" : ""));
    }
}

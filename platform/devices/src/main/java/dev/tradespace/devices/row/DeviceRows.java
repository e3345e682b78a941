package dev.tradespace.devices.row;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.catalogue.Source;
import dev.tradespace.devices.microcontroller.MemoryFit;
import dev.tradespace.devices.microcontroller.MicrocontrollerMemory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The result rows of the catalogue's targets: one for every variant, with published figures, and an estimated latency
 * where none is published. Their ids are negative, and stay as long as the catalogue is loaded. Any thread may ask.
 */
public final class DeviceRows {
    /** The id of the weights that somebody else has measured; latency depends on none. */
    public static final String WEIGHTS = "published";

    /** More variants than any catalogue has. */
    private static final long ROWS_PER_TARGET = 100_000;

    private static final int MOST_TARGETS = 256;
    private static final String INT8 = "int8";
    private static final String HALF_PRECISION = "fp16";

    private final DeviceCatalogue devices;
    private final Catalogue models;
    private final MetricEstimates latencies;
    private final MetricEstimates memories;
    private final List<String> targets;
    private final Map<String, PublishedTarget> byId;
    private final AnswerCache<String, List<ResultRow>> rows = new AnswerCache<>(MOST_TARGETS);

    /**
     * The rows of a catalogue of devices for all variants.
     *
     * @param latencies of targets here and in the catalogue
     * @param memories of targets in the catalogue
     * @param here targets of this machine: they hide those of the same id in the catalogue
     */
    public DeviceRows(
            DeviceCatalogue devices,
            Catalogue models,
            MetricEstimates latencies,
            MetricEstimates memories,
            Set<String> here) {
        this.devices = devices;
        this.models = models;
        this.latencies = latencies;
        this.memories = memories;
        this.byId = new TreeMap<>();
        devices.targets().forEach(target -> byId.put(target.id(), target));
        byId.keySet().removeAll(here);
        this.targets = List.copyOf(byId.keySet());
    }

    /** The rows of a catalogue whose estimates rest on nothing but what is published. */
    public static DeviceRows of(DeviceCatalogue devices, Catalogue models) {
        VariantFeatures variants = new VariantFeatures(models);
        return new DeviceRows(
                devices,
                models,
                PoolEstimates.of(devices, variants, Metric.LATENCY),
                PoolEstimates.of(devices, variants, Metric.MEMORY),
                Set.of());
    }

    /** The ids of all targets, sorted. */
    public List<String> targets() {
        return targets;
    }

    /** Whether the catalogue has a target of this id. */
    public boolean knows(String target) {
        return byId.containsKey(target);
    }

    /** The id of the device that a text names, by its id, a name or an alias in any spelling. */
    public Optional<String> deviceOf(String name) {
        return devices.device(name).map(Device::id);
    }

    /**
     * A row for every variant, sorted by the model's id.
     *
     * @throws IllegalArgumentException if there is no such target
     */
    public List<ResultRow> rows(String target) {
        return rows.get(target, () -> List.copyOf(made(target(target))));
    }

    /** One row by its id. */
    public Optional<ResultRow> row(long id) {
        long index = (-id - 1) / ROWS_PER_TARGET;
        return index < 0 || index >= targets.size()
                ? Optional.empty()
                : rows(targets.get((int) index)).stream()
                        .filter(row -> row.id() == id)
                        .findFirst();
    }

    /** What stands behind a row, sorted by name: the device, and source, commit, licence, date and statistic of what was published. */
    public Map<String, String> facts(long id) {
        Map<String, String> facts = new TreeMap<>();
        row(id).ifPresent(row -> {
            PublishedTarget target = target(row.key().target());
            device(target).ifPresent(device -> {
                facts.put("device", device.name());
                facts.put("chip", device.chip());
            });
            published(target, row.model().toString()).values().forEach(published -> {
                Source source = published.source();
                String metric = published.metric().id();
                facts.put(metric + " source", source.title() + (source.url().isEmpty() ? "" : ", " + source.url()));
                facts.put(metric + " commit", source.commit());
                facts.put(metric + " licence", source.licence());
                facts.put(metric + " date", source.date().toString());
                facts.put(metric + " statistic", statistic(published));
                facts.put(metric + " conditions", source.conditions());
                facts.put(metric + " locator", published.locator());
            });
        });
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    /**
     * The latency of any network on a target: published for this very model, or else estimated, or unavailable with the
     * reason.
     */
    public Figure latency(String target, Built network) {
        PublishedTarget known = target(target);
        PublishedRow row = published(known, network.model().id().toString()).get(Metric.LATENCY);
        if (row != null) {
            return figure(row);
        }
        return memoryFit(known, network)
                .filter(fit -> !fit.fits())
                .<Figure>map(fit -> new Figure.Unavailable("it does not fit: it " + fit))
                .orElseGet(() -> latencies.on(target).estimate(network).figure());
    }

    /** Every figure of any network on a target: counted, published for this very model, estimated, or unavailable with the reason. */
    public Map<Metric, Figure> figures(String target, Built network) {
        return figures(target(target), network, new Estimating(latencies.on(target), memories.on(target)));
    }

    /** Where estimates of latencies come from. */
    public MetricEstimates estimates() {
        return latencies;
    }

    /** What the figures of a target are of: one device, runtime, number of threads and batch. */
    public Conditions conditions(String target) {
        return conditions(target(target));
    }

    private Conditions conditions(PublishedTarget target) {
        return new Conditions(
                target.device(),
                device(target).map(Device::chip).orElse(Conditions.UNSAID),
                target.runtime(),
                target.threads(),
                target.batch());
    }

    private Optional<Device> device(PublishedTarget target) {
        return devices.device(target.device());
    }

    private PublishedTarget target(String id) {
        PublishedTarget target = byId.get(id);
        if (target == null) {
            throw new IllegalArgumentException("there is no target " + id + " in the catalogue of devices");
        }
        return target;
    }

    private List<ResultRow> made(PublishedTarget target) {
        List<Model> variants = models.variants().stream()
                .sorted(Comparator.comparing(model -> model.id().toString()))
                .toList();
        Instant at = devices.rows(target.id()).stream()
                .map(row -> row.source().date())
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        long first = -1 - targets.indexOf(target.id()) * ROWS_PER_TARGET;
        Estimating estimating = new Estimating(latencies.on(target.id()), memories.on(target.id()));
        Conditions conditions = conditions(target);
        List<ResultRow> made = new ArrayList<>();
        for (Model variant : variants) {
            made.add(row(first - made.size(), target, models.build(variant), estimating, conditions, at));
        }
        return made;
    }

    private ResultRow row(
            long id, PublishedTarget target, Built network, Estimating estimating, Conditions conditions, Instant at) {
        Model model = network.model();
        return new ResultRow(
                id,
                model.id(),
                new RowKey(network.architecture().digest(), WEIGHTS, target.id(), model.dataset(), null),
                figures(target, network, estimating),
                null,
                true,
                List.of(),
                null,
                at,
                new Provenance("", null, conditions, model.family().origin()));
    }

    /** The estimates on one target. */
    private record Estimating(TargetEstimates latency, TargetEstimates memory) {}

    private Map<Metric, Figure> figures(PublishedTarget target, Built network, Estimating estimating) {
        Model model = network.model();
        Map<Metric, PublishedRow> published = published(target, model.id().toString());
        Map<Metric, Figure> figures = new EnumMap<>(network.analysis().figures(target.precision()));
        for (Metric metric : Metric.values()) {
            PublishedRow row = published.get(metric);
            if (row != null) {
                figures.put(metric, figure(row));
            }
        }
        memoryFit(target, network).ifPresent(fit -> fit(figures, fit));
        figures.computeIfAbsent(Metric.ACCURACY, metric -> accuracy(target, model));
        figures.computeIfAbsent(
                Metric.LATENCY, metric -> estimating.latency().estimate(network).figure());
        Figure latency = figures.get(Metric.LATENCY);
        figures.computeIfAbsent(
                Metric.ENERGY,
                metric -> EnergyEstimate.of(
                        target, device(target).map(Device::power).orElse(null), latency));
        figures.computeIfAbsent(Metric.MEMORY, metric -> memory(target, network, estimating.memory()));
        for (Metric metric : Metric.values()) {
            figures.computeIfAbsent(
                    metric, missing -> new Figure.Unavailable("nobody has published it for this target"));
        }
        return figures;
    }

    /** Of a microcontroller whose processor runs the network, not an accelerator with memory of its own. */
    private Optional<MemoryFit> memoryFit(PublishedTarget target, Built network) {
        return device(target)
                .filter(device -> device.kind() == DeviceKind.MICROCONTROLLER
                        && target.computeUnit().equals(PublishedTarget.CPU)
                        && target.precision().equals(INT8))
                .flatMap(device ->
                        MemoryFit.of(device, MicrocontrollerMemory.of(network.architecture(), network.analysis())));
    }

    /** What does not fit is never run, whatever it would take. What was published to run there does fit. */
    private static void fit(Map<Metric, Figure> figures, MemoryFit fit) {
        figures.computeIfAbsent(
                Metric.MEMORY,
                metric -> new Figure.Estimated(
                        fit.need().ramBytes(), null, "planned for int8 in the device's own memory: " + fit));
        if (!fit.fits()) {
            figures.computeIfAbsent(Metric.LATENCY, metric -> new Figure.Unavailable("it does not fit: it " + fit));
        }
    }

    /** Estimated from what others published for the target; on a processor otherwise what is counted, the least that a runtime needs. */
    private static Figure memory(PublishedTarget target, Built network, TargetEstimates estimates) {
        Figure estimated = estimates.estimate(network).figure();
        Analysis counted = network.analysis();
        if (estimated.value().isPresent() || !target.computeUnit().equals(PublishedTarget.CPU) || target.batch() > 1) {
            return estimated;
        }
        return switch (target.precision()) {
            case ModelFile.FULL_PRECISION -> counted(counted.fp32Bytes() + counted.peakActivationBytes());
            case INT8 -> counted(counted.int8Bytes() + counted.peakActivationElements());
            default -> estimated;
        };
    }

    private static Figure counted(long bytes) {
        return new Figure.Estimated(
                bytes,
                null,
                "counted: the weights and the most activations that live at one time, without what the runtime itself takes");
    }

    /** What was published of exactly this model, by metric: the catalogue keeps one figure of each. */
    private Map<Metric, PublishedRow> published(PublishedTarget target, String model) {
        Map<Metric, PublishedRow> published = new EnumMap<>(Metric.class);
        devices.rows(target.id()).stream()
                .filter(row -> row.match() == Match.EXACT && model.equals(row.variant()))
                .forEach(row -> published.put(row.metric(), row));
        return published;
    }

    private static Figure figure(PublishedRow row) {
        Source source = row.source();
        return new Figure.Published(
                row.value(),
                source.title() + (row.locator().isEmpty() ? "" : " (" + row.locator() + ")")
                        + (source.commit().isEmpty() ? "" : ", commit " + source.commit()) + ", " + source.licence()
                        + ", "
                        + source.date() + ": " + statistic(row)
                        + (source.conditions().isEmpty() ? "" : "; " + source.conditions()));
    }

    private static String statistic(PublishedRow row) {
        return row.statistic().isEmpty() ? row.source().statistic() : row.statistic();
    }

    /** Rounding weights to fewer bits costs accuracy, and how much differs from model to model. */
    private static Figure accuracy(PublishedTarget target, Model model) {
        return target.precision().equals(ModelFile.FULL_PRECISION)
                        || target.precision().equals(HALF_PRECISION)
                ? model.accuracy()
                : new Figure.Unavailable("nobody has published it at " + target.precision()
                        + " for this target; that of the full weights says little about it");
    }
}

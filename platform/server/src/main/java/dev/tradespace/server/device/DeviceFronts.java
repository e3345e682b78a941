package dev.tradespace.server.device;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.results.front.FrontQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fronts of accuracy and latency over all devices of the catalogue: on how many of them each variant is. */
public final class DeviceFronts {
    private static final String DATASET = "imagenet-1k";

    private final DeviceCatalogue devices;
    private final RowSource rows;
    /** The catalogue does not change while it is loaded. */
    private final AnswerCache<Optional<DeviceKind>, Found> known = new AnswerCache<>(DeviceKind.values().length + 1);

    /** The fronts of a catalogue. */
    public DeviceFronts(DeviceCatalogue devices, RowSource rows) {
        this.devices = devices;
        this.rows = rows;
    }

    /**
     * What was found.
     *
     * @param devices those that have a front, each by the one configuration with the most rows
     * @param byVariant the devices on whose front a variant is, by the variant
     */
    public record Found(List<String> devices, Map<String, List<String>> byVariant) {}

    /**
     * The fronts of all devices of a kind.
     *
     * @param kind empty for all kinds
     */
    public Found of(Optional<DeviceKind> kind) {
        return known.get(kind, () -> found(kind));
    }

    private Found found(Optional<DeviceKind> kind) {
        List<String> found = new ArrayList<>();
        Map<String, List<String>> byVariant = new TreeMap<>();
        for (Device device : devices.devices()) {
            if (kind.map(device.kind()::equals).orElse(true)) {
                List<ResultRow> front = target(device).map(this::front).orElse(List.of());
                if (!front.isEmpty()) {
                    found.add(device.id());
                    front.forEach(row -> byVariant
                            .computeIfAbsent(row.model().toString(), first -> new ArrayList<>())
                            .add(device.id()));
                }
            }
        }
        return new Found(found, byVariant);
    }

    private Optional<PublishedTarget> target(Device device) {
        return devices.targets(device.id()).stream()
                .filter(target -> rows.published(target.id()))
                .max(Comparator.<PublishedTarget>comparingInt(
                                target -> devices.rows(target.id()).size())
                        .thenComparing(PublishedTarget::id, Comparator.reverseOrder()));
    }

    private List<ResultRow> front(PublishedTarget target) {
        return rows.front(new FrontQuery(
                        target.id(),
                        DATASET,
                        "",
                        rows.conditions(target.id()),
                        null,
                        List.of(Metric.ACCURACY, Metric.LATENCY)))
                .members();
    }
}

package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.TargetEstimates;
import dev.tradespace.server.device.DeviceFronts;
import dev.tradespace.server.device.RowSource;
import dev.tradespace.server.wire.DeviceJson.DeviceDetailView;
import dev.tradespace.server.wire.DeviceJson.DeviceFrontsView;
import dev.tradespace.server.wire.DeviceJson.DeviceView;
import dev.tradespace.server.wire.DeviceJson.EstimateErrorView;
import dev.tradespace.server.wire.DeviceJson.EstimatedView;
import dev.tradespace.server.wire.DeviceJson.EstimatesView;
import dev.tradespace.server.wire.DeviceJson.VariantFrontsView;
import dev.tradespace.server.wire.PageView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Devices that nobody here owns. Their rows, fronts and recommendations are asked for by target, as all others. */
final class DeviceOperations {
    private final DeviceCatalogue devices;
    private final RowSource rows;
    private final Catalogue models;
    private final MetricEstimates estimates;
    private final DeviceFronts fronts;

    DeviceOperations(DeviceCatalogue devices, RowSource rows, MetricEstimates estimates, Catalogue models) {
        this.devices = devices;
        this.rows = rows;
        this.models = models;
        this.estimates = estimates;
        this.fronts = new DeviceFronts(devices, rows);
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/devices", Workload.CATALOGUE, this::list),
                Operation.blocking(GET, "/api/devices/:id", Workload.REPORT, this::show),
                Operation.blocking(GET, "/api/device-fronts", Workload.REPORT, this::fronts),
                Operation.blocking(GET, "/api/estimates", Workload.REPORT, this::estimates));
    }

    private Response list(Request request) {
        Query query = request.query();
        Optional<DeviceKind> kind = kind(query);
        Optional<String> words = query.text("q");
        int offset = query.offset();
        int limit = query.limit();
        query.finish();
        List<Device> found = devices.devices().stream()
                .filter(device -> kind.map(device.kind()::equals).orElse(true))
                .filter(device -> words.map(text -> mentions(device, text)).orElse(true))
                .toList();
        return Response.ok(PageView.of(found, offset, limit, device -> DeviceView.of(device, devices)));
    }

    private static Optional<DeviceKind> kind(Query query) {
        return query.parsed(
                "kind",
                DeviceKind::find,
                Arrays.stream(DeviceKind.values())
                        .map(DeviceKind::id)
                        .collect(Collectors.joining(", ", "one of ", "")));
    }

    private Response fronts(Request request) {
        Optional<DeviceKind> kind = kind(request.query());
        request.query().finish();
        DeviceFronts.Found found = fronts.of(kind);
        return Response.ok(new DeviceFrontsView(
                found.devices().size(),
                found.byVariant().entrySet().stream()
                        .map(entry -> new VariantFrontsView(
                                entry.getKey(), entry.getValue().size(), entry.getValue()))
                        .sorted(Comparator.comparingInt(VariantFrontsView::devices)
                                .reversed()
                                .thenComparing(VariantFrontsView::variant))
                        .toList()));
    }

    private Response estimates(Request request) {
        Query query = request.query();
        String target = query.required("target", "raspberry-pi-5/ncnn-fp32-1t");
        if (!target.isEmpty() && !rows.knows(target)) {
            query.refuse("target", rows.unknown(target));
        }
        query.finish();
        TargetEstimates own = estimates.on(target);
        List<EstimatedView> items = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (HeldOut held : own.leftOut()) {
            known.add(held.network());
            items.add(EstimatedView.of(held.network(), held.amount(), held.estimate()));
        }
        for (Model variant : models.variants()) {
            if (!known.contains(variant.id().toString())) {
                items.add(EstimatedView.of(variant.id().toString(), null, own.estimate(models.build(variant))));
            }
        }
        Optional<String> without = own.without();
        return Response.ok(new EstimatesView(
                target,
                own.errors().map(EstimateErrorView::of).orElse(null),
                without.orElse(null),
                own.next().orElse(null),
                items));
    }

    /** Whether every word occurs in a device's name, chip or one of its aliases. */
    private static boolean mentions(Device device, String words) {
        String all = String.join(" ", device.id(), device.name(), device.chip(), String.join(" ", device.aliases()))
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(words.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(all::contains);
    }

    private Response show(Request request) {
        request.query().finish();
        Device device = devices.device(request.pathParameter("id")).orElseThrow(() -> request.notFound("device"));
        return Response.ok(DeviceDetailView.of(device, devices, estimates));
    }
}

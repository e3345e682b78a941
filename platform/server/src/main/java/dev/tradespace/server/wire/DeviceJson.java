package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DevicePower;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.catalogue.Source;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.MetricEstimate;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.TargetEstimates;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Devices that nobody here owns, and what was published for them. */
public final class DeviceJson {
    private static final double PER_CENT = 100;

    private DeviceJson() {}

    /**
     * A device in a list.
     *
     * @param rows figures that were published for it
     * @param exactRows those of them that are of variants here
     */
    public record DeviceView(
            String id,
            String name,
            String kind,
            String chip,
            int targets,
            int rows,
            int exactRows,
            List<String> sources) {
        /** A device of a catalogue. */
        public static DeviceView of(Device device, DeviceCatalogue catalogue) {
            List<PublishedTarget> targets = catalogue.targets(device.id());
            List<PublishedRow> rows = rowsOf(targets, catalogue).toList();
            return new DeviceView(
                    device.id(),
                    device.name(),
                    device.kind().id(),
                    device.chip(),
                    targets.size(),
                    rows.size(),
                    (int) rows.stream()
                            .filter(row -> row.match() == Match.EXACT)
                            .count(),
                    rows.stream().map(row -> row.source().id()).distinct().toList());
        }
    }

    /**
     * A device with all that is known of it.
     *
     * @param memorySource who says how much memory it has; empty where neither is said
     * @param power what it draws; null where nobody has said it
     */
    public record DeviceDetailView(
            @Unwrapped DeviceView device,
            List<String> aliases,
            @Nullable Long ramBytes,
            @Nullable Long flashBytes,
            String memorySource,
            @Nullable DevicePower power,
            List<Source> citations,
            List<PublishedTargetView> configurations) {
        /** A device of a catalogue. */
        public static DeviceDetailView of(Device device, DeviceCatalogue catalogue, MetricEstimates estimates) {
            List<PublishedTarget> targets = catalogue.targets(device.id());
            return new DeviceDetailView(
                    DeviceView.of(device, catalogue),
                    device.aliases(),
                    device.ramBytes() == 0 ? null : device.ramBytes(),
                    device.flashBytes() == 0 ? null : device.flashBytes(),
                    device.memorySource(),
                    device.power(),
                    rowsOf(targets, catalogue)
                            .map(PublishedRow::source)
                            .distinct()
                            .toList(),
                    targets.stream()
                            .map(target -> PublishedTargetView.of(
                                    target, catalogue.rows(target.id()), estimates.on(target.id())))
                            .toList());
        }
    }

    /**
     * A configuration of a device.
     *
     * @param rows figures that were published for it
     * @param variants how many variants here have one that is exactly theirs
     * @param estimates how far the estimates of the other variants lie off, by leaving out each latency that is published;
     *     null where nothing is estimated
     * @param estimatesReason why nothing is; null where something is
     * @param measureNext the variant whose latency would narrow the estimates most; null where nothing is estimated
     */
    public record PublishedTargetView(
            String id,
            String title,
            String runtime,
            String computeUnit,
            String precision,
            @Nullable Integer threads,
            int batch,
            int rows,
            int variants,
            @Nullable EstimateErrorView estimates,
            @Nullable String estimatesReason,
            @Nullable String measureNext) {
        static PublishedTargetView of(PublishedTarget target, List<PublishedRow> rows, TargetEstimates estimates) {
            Optional<String> without = estimates.without();
            return new PublishedTargetView(
                    target.id(),
                    target.title(),
                    target.runtime(),
                    target.computeUnit(),
                    target.precision(),
                    target.threads() == 0 ? null : target.threads(),
                    target.batch(),
                    rows.size(),
                    (int) rows.stream()
                            .filter(row -> row.match() == Match.EXACT)
                            .map(PublishedRow::variant)
                            .distinct()
                            .count(),
                    estimates
                            .errors()
                            .filter(errors -> without.isEmpty())
                            .map(EstimateErrorView::of)
                            .orElse(null),
                    without.orElse(null),
                    without.isPresent() ? null : estimates.next().orElse(null));
        }
    }

    /**
     * How far estimates lie from latencies that were left out.
     *
     * @param networks how many were left out, one by one
     * @param meanError mean of the relative errors, per cent
     * @param within10 how many errors are below 10%, per cent
     * @param spearman rank correlation; null where there are too few
     * @param coverage how many latencies lie inside their 90% interval, per cent
     */
    public record EstimateErrorView(
            int networks,
            double meanError,
            double within10,
            @Nullable Double spearman,
            double coverage) {
        /** These errors. */
        public static EstimateErrorView of(ErrorStatistics errors) {
            return new EstimateErrorView(
                    errors.count(),
                    PER_CENT * errors.meanError(),
                    PER_CENT * errors.within10(),
                    errors.spearman().isPresent() ? errors.spearman().getAsDouble() : null,
                    PER_CENT * errors.inside90());
        }
    }

    /**
     * The latencies on a target: known and estimated.
     *
     * @param errors of the estimates, each known latency left out alone; null where there is none
     * @param reason why nothing is estimated; null where something is
     * @param measureNext the variant whose latency would narrow the estimates most; null where none would
     * @param items one for every variant, and for every other network whose latency is known
     */
    public record EstimatesView(
            String target,
            @Nullable EstimateErrorView errors,
            @Nullable String reason,
            @Nullable String measureNext,
            List<EstimatedView> items) {}

    /**
     * A latency.
     *
     * @param known as it was measured or published; null where it was not
     * @param estimate of one that is known, from all others
     */
    public record EstimatedView(String variant, @Nullable Double known, FigureView estimate) {
        /** A latency in milliseconds. */
        public static EstimatedView of(String variant, @Nullable Double known, MetricEstimate estimate) {
            return new EstimatedView(variant, known, FigureView.of(Metric.LATENCY, estimate.figure()));
        }
    }

    /**
     * On how many fronts the variants are.
     *
     * @param devices how many devices have a front
     */
    public record DeviceFrontsView(int devices, List<VariantFrontsView> items) {}

    /**
     * The devices on whose front a variant is.
     *
     * @param devices how many
     * @param on their ids
     */
    public record VariantFrontsView(String variant, int devices, List<String> on) {}

    private static Stream<PublishedRow> rowsOf(List<PublishedTarget> targets, DeviceCatalogue catalogue) {
        return targets.stream().flatMap(target -> catalogue.rows(target.id()).stream());
    }
}

package dev.tradespace.app.output;

import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.Source;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.server.wire.DeviceJson.DeviceDetailView;
import dev.tradespace.server.wire.DeviceJson.EstimateErrorView;
import dev.tradespace.server.wire.DeviceJson.PublishedTargetView;
import java.io.PrintWriter;
import java.util.Optional;

/** A device for people. */
public final class DeviceText {
    private DeviceText() {}

    /** Prints what it is, its configurations with the errors of their estimates, and who published what. */
    public static void print(PrintWriter out, Device device, DeviceCatalogue catalogue, MetricEstimates estimates) {
        DeviceDetailView view = DeviceDetailView.of(device, catalogue, estimates);
        out.println(Table.printable(device.name() + " (" + device.id() + "), "
                + device.kind().id()
                + (device.chip().isEmpty() ? "" : ", " + device.chip())));
        Optional.ofNullable(view.power())
                .ifPresent(power ->
                        out.println(Table.printable("Power: " + Scale.digits(power.idleWatts()) + " W at idle, "
                                + Scale.digits(power.loadWatts()) + " W with all " + power.cores() + " cores busy ("
                                + power.source() + ")")));
        Table table = new Table(
                "target",
                "rows",
                "of variants",
                "mean error",
                "within 10%",
                "Spearman",
                "90% interval",
                "measure next");
        for (PublishedTargetView target : view.configurations()) {
            Optional<EstimateErrorView> errors = Optional.ofNullable(target.estimates());
            table.row(
                    target.id(),
                    String.valueOf(target.rows()),
                    String.valueOf(target.variants()),
                    errors.map(found -> percent(found.meanError())).orElse("-"),
                    errors.map(found -> percent(found.within10())).orElse("-"),
                    errors.map(EstimateErrorView::spearman).map(Scale::digits).orElse("-"),
                    errors.map(found -> percent(found.coverage()) + " hold").orElse("-"),
                    Optional.ofNullable(target.measureNext()).orElse("-"));
        }
        out.print(table);
        view.configurations().stream()
                .filter(target -> target.estimatesReason() != null)
                .forEach(
                        target -> out.println("Not estimated: " + target.id() + ", " + target.estimatesReason() + "."));
        for (Source source : view.citations()) {
            out.println(Table.printable("Source " + source.id() + ": " + source.title()
                    + (source.url().isEmpty() ? "" : ", " + source.url())
                    + (source.commit().isEmpty() ? "" : ", commit " + source.commit()) + ", " + source.licence() + ", "
                    + source.date()));
        }
        out.flush();
    }

    private static String percent(double value) {
        return Scale.PERCENT.format(value);
    }
}

package dev.tradespace.server.wire;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.PluginReport;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.hardware.EnergySupport;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.server.inventory.Inventory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server, its home and its targets. */
public final class ServerJson {
    private ServerJson() {}

    /** The body of every error response. */
    public record ProblemsView(List<Problem> problems) {}

    /** What is sent to a new listener of the events. */
    public record HelloView(long pid) {}

    /** The server, with the metrics and protocols that it knows. */
    public record AboutView(
            String name,
            String version,
            long pid,
            Path home,
            List<Path> pluginFolders,
            List<PluginView> plugins,
            List<MetricView> metrics,
            List<ProtocolView> protocols) {
        /**
         * The server of a home.
         *
         * @param folders the plugin folders that it was started with
         * @param plugins how the jars in them are doing
         */
        public static AboutView of(
                String version, long pid, Path home, List<Path> folders, List<PluginReport> plugins) {
            return new AboutView(
                    "tradespace",
                    version,
                    pid,
                    home,
                    folders,
                    plugins.stream().map(PluginView::of).toList(),
                    Stream.of(Metric.values()).map(MetricView::of).toList(),
                    Stream.of(Protocol.values())
                            .map(protocol -> new ProtocolView(protocol, protocol.queries(), protocol.duration()))
                            .toList());
        }
    }

    /** A plugin jar. */
    public record PluginView(String name, Optional<String> digest, List<String> families, List<String> problems) {
        static PluginView of(PluginReport plugin) {
            return new PluginView(
                    plugin.name(), Optional.ofNullable(plugin.digest()), plugin.families(), plugin.problems());
        }
    }

    /** A metric. */
    public record MetricView(Metric id, String unit, Goal goal, Metric.Basis basis, String title, String label) {
        static MetricView of(Metric metric) {
            return new MetricView(metric, metric.unit(), metric.goal(), metric.basis(), metric.title(), metric.label());
        }
    }

    /** A protocol of measuring. */
    public record ProtocolView(Protocol id, int queries, Duration seconds) {}

    /**
     * A target, and whether its energy can be read.
     *
     * @param threads 0 where it is not said of a target elsewhere
     * @param energyReason why it cannot; empty of a target elsewhere
     */
    public record TargetView(
            String id,
            String device,
            String runtime,
            String precision,
            int threads,
            int batch,
            String title,
            @Nullable String energy,
            Optional<String> energyReason) {
        /** A target. */
        public static TargetView of(Target target, EnergySupport energy) {
            return new TargetView(
                    target.id(),
                    target.device(),
                    target.runtime(),
                    target.precision(),
                    target.threads(),
                    target.batch(),
                    target.title(),
                    energy.meter(),
                    Optional.ofNullable(energy.reason()));
        }

        /** A target elsewhere, where nothing is measured. */
        public static TargetView of(PublishedTarget target) {
            return new TargetView(
                    target.id(),
                    target.device(),
                    target.runtime(),
                    target.precision(),
                    target.threads(),
                    target.batch(),
                    target.title(),
                    null,
                    Optional.empty());
        }
    }

    /** The content of a home. */
    public record HomeView(
            Path home,
            @Nullable String database,
            @Nullable String schema,
            List<Inventory.Stock> space,
            long freeable,
            List<Inventory.Disposable> disposable,
            List<Inventory.Finding> findings) {
        /** All of it. */
        public static HomeView of(Inventory inventory) {
            return new HomeView(
                    inventory.home(),
                    inventory.store().map(StoreFacts::database).orElse(null),
                    inventory.store().map(StoreFacts::schema).orElse(null),
                    inventory.stocks(),
                    inventory.freeable(),
                    inventory.disposables(),
                    inventory.findings());
        }
    }

    /** Files that were removed. */
    public record CleanedView(long freed, List<Inventory.Disposable> removed) {
        /** These. */
        public static CleanedView of(List<Inventory.Disposable> gone) {
            return new CleanedView(
                    gone.stream().mapToLong(Inventory.Disposable::bytes).sum(), gone);
        }
    }
}

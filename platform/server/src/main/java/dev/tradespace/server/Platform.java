package dev.tradespace.server;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Target;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.PoolEstimates;
import dev.tradespace.devices.row.VariantFeatures;
import dev.tradespace.search.evaluator.Evaluators;
import dev.tradespace.search.run.SearchContext;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.device.MeasuredEstimates;
import dev.tradespace.server.device.RowSource;
import dev.tradespace.server.device.TargetsElsewhere;
import dev.tradespace.server.home.HomeId;
import dev.tradespace.server.http.HttpVerticle;
import dev.tradespace.server.http.KnownTarget;
import dev.tradespace.server.inventory.Cleaning;
import dev.tradespace.server.inventory.Inventory.Disposable;
import dev.tradespace.server.inventory.InventoryScan;
import dev.tradespace.server.lane.DeviceTurns;
import dev.tradespace.server.lane.LaneSettings;
import dev.tradespace.server.lane.LaneVerticle;
import dev.tradespace.server.model.AwaitedModels;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.profile.ModelProfiler;
import dev.tradespace.server.search.SearchReader;
import dev.tradespace.server.search.SearchVerticle;
import dev.tradespace.server.training.RunnerParity;
import dev.tradespace.server.training.TrainedModels;
import dev.tradespace.server.training.TrainingParts;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running platform: its lanes measure, its server answers. Whatever an earlier one left unfinished goes on by itself.
 *
 * <pre>{@code
 * Platform.start(PlatformSettings.of(home, "0.1.0", "127.0.0.1", 8080, null), parts)
 *         .onSuccess(platform -> System.out.println(platform.url()));
 * }</pre>
 */
public final class Platform {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final long PLUGIN_WATCH_MILLIS = 2_000;

    private final Vertx vertx;
    private final URI url;
    private final String http;

    private Platform(Vertx vertx, URI url, String http) {
        this.vertx = vertx;
        this.url = url;
        this.http = http;
    }

    /**
     * Starts a platform. Nothing is left running if it fails: because the port is taken, others could reach the address and there is no good token
     * ({@link IllegalArgumentException}), the home cannot be written, or the store cannot be reached.
     */
    public static Future<Platform> start(PlatformSettings settings, PlatformParts parts) {
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
        // Nothing that ends after the event loops have may be told on one of them: promises without a context.
        Promise<Platform> started = Promise.promise();
        new Start(vertx, settings, parts)
                .platform()
                .onSuccess(started::complete)
                .onFailure(failure -> vertx.close().onComplete(closed -> started.fail(failure)));
        return started.future();
    }

    /** The steps of a start, in order. */
    private static final class Start {
        private final Vertx vertx;
        private final PlatformSettings settings;
        private final PlatformParts parts;
        private final Bus bus;
        private final ModelStore models;
        private final @Nullable TrainedModels trained;
        private final StoredTrainingContext ground;
        private final DeviceRows elsewhere;
        private final Evaluators evaluators;
        private final SearchVerticle searches;
        private final DeviceTurns turns = new DeviceTurns();

        Start(Vertx vertx, PlatformSettings settings, PlatformParts parts) {
            this.vertx = vertx;
            this.settings = settings;
            this.parts = parts;
            this.bus = new Bus(vertx);
            this.models = new ModelStore(settings.home(), parts.exporter());
            this.trained = trained(parts.training());
            this.ground = new StoredTrainingContext(
                    settings.home(), parts.training(), parts.results().trainings());
            VariantFeatures variants = new VariantFeatures(parts.catalogue());
            MetricEstimates measured =
                    new MeasuredEstimates(parts.results(), parts.catalogue(), variants, parts.present());
            MetricEstimates published = PoolEstimates.of(parts.devices(), variants, Metric.LATENCY);
            Set<String> here = targetIds();
            this.elsewhere = new DeviceRows(
                    parts.devices(),
                    parts.catalogue(),
                    target -> (here.contains(target) ? measured : published).on(target),
                    PoolEstimates.of(parts.devices(), variants, Metric.MEMORY),
                    here);
            this.evaluators = Evaluators.installed().with(new TargetsElsewhere(elsewhere, measured));
            this.searches = new SearchVerticle(
                    new SearchContext(
                            parts.catalogue(), targets(), ground, parts.strategies(), this::withoutEnergy, evaluators),
                    parts.results(),
                    bus,
                    InstantSource.system(),
                    parts.present(),
                    settings.poll(),
                    settings.measuring());
        }

        Future<Platform> platform() {
            return vertx.executeBlocking(this::server, false)
                    .compose(server -> deploy(new Dispatch(parts.catalogue(), targets(), parts.results(), bus, ground))
                            .compose(dispatch -> deploy(searches))
                            .compose(deployed -> deploy(server))
                            .map(http -> new Platform(vertx, server.url(), http)))
                    .compose(platform -> vertx.executeBlocking(this::inherit, false)
                            .compose(this::lanes)
                            .onSuccess(lanes -> watchPlugins())
                            .onSuccess(lanes -> searches.goOnSoon())
                            .onSuccess(lanes -> {
                                // One that only reads changes nothing: it may be there to examine the home.
                                if (settings.measuring()) {
                                    tidy();
                                }
                            })
                            .map(platform));
        }

        /** What is not as it should be with a plugin is logged once, when it is seen. */
        private void watchPlugins() {
            WorkerExecutor looking = vertx.createSharedWorkerExecutor("tradespace-plugin-watch", 1);
            vertx.setPeriodic(0, PLUGIN_WATCH_MILLIS, timer -> looking.executeBlocking(parts.catalogue()::news)
                    .onSuccess(news -> news.forEach(line -> LOG.warn("plugin {}", line))));
        }

        private Optional<String> withoutEnergy(Target target) {
            return parts.targets().stream()
                    .filter(known -> known.target().equals(target))
                    .flatMap(known -> Optional.ofNullable(known.energy().reason()).stream())
                    .findFirst();
        }

        private HttpVerticle server() {
            return new HttpVerticle(
                    settings.http(),
                    parts.catalogue(),
                    parts.targets(),
                    parts.devices(),
                    new RowSource(parts.results(), elsewhere, targetIds()),
                    parts.results(),
                    bus,
                    models,
                    parts.training(),
                    trained,
                    new SearchReader(parts.results(), parts.catalogue(), ground, evaluators),
                    new ModelProfiler(
                            settings.home(), parts.results().trainings(), models, trained, parts.runner(), turns));
        }

        /** Takes over what an earlier platform of this home left behind when it was killed. */
        private String inherit() throws IOException {
            if (settings.measuring()) {
                models.sweepUp();
            }
            String owner = HomeId.of(settings.home());
            int released = parts.results().jobs().releaseAll(owner);
            if (released > 0) {
                LOG.info("{} jobs of an earlier run go on", released);
            }
            return owner;
        }

        /** What killed processes have left anywhere, and files that nobody waits for any more; nobody waits for this either. */
        private void tidy() {
            vertx.executeBlocking(
                            () -> {
                                List<Disposable> gone = Cleaning.leftovers(InventoryScan.ofLeftovers(settings.home()));
                                return models.keepOnly(() -> AwaitedModels.folders(
                                                parts.results().jobs()))
                                        + gone.stream()
                                                .mapToLong(Disposable::bytes)
                                                .sum();
                            },
                            false)
                    .onSuccess(freed -> LOG.info("{} bytes that nobody needed are free", freed))
                    .onFailure(failure -> LOG.warn("what killed processes have left stays", failure));
        }

        private Future<?> lanes(String owner) {
            if (!settings.measuring()) {
                return Future.succeededFuture();
            }
            LaneSettings rules = new LaneSettings(owner, settings.leaseTerm(), settings.poll(), parts.present());
            Map<String, List<Target>> devices = targets().stream()
                    .collect(Collectors.groupingBy(Target::device, LinkedHashMap::new, Collectors.toList()));
            return Future.all(devices.entrySet().stream()
                    .map(device -> deploy(new LaneVerticle(
                            device.getKey(),
                            device.getValue(),
                            parts.results().jobs(),
                            parts.runner(),
                            models,
                            trained,
                            rules,
                            bus,
                            InstantSource.system(),
                            turns)))
                    .toList());
        }

        private @Nullable TrainedModels trained(@Nullable TrainingParts training) {
            return training == null
                    ? null
                    : new TrainedModels(
                            settings.home(),
                            parts.catalogue(),
                            parts.results().trainings(),
                            models,
                            training.datasets(),
                            training.trainer(),
                            new RunnerParity(training.answerer(), targets()),
                            bus,
                            InstantSource.system());
        }

        private Future<String> deploy(Deployable verticle) {
            return vertx.deployVerticle(verticle);
        }

        private Set<String> targetIds() {
            return targets().stream().map(Target::id).collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private List<Target> targets() {
            return parts.targets().stream().map(KnownTarget::target).toList();
        }
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    /** Stops answering, kills the workers, and puts back the jobs that they were at. The parts stay open. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        vertx.undeploy(http).onComplete(undeployed -> vertx.close().onComplete(closed));
        return closed.future();
    }
}

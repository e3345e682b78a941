package dev.tradespace.server.http;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.results.Results;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.device.RowSource;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.profile.ModelProfiler;
import dev.tradespace.server.search.SearchReader;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.server.training.TrainedModels;
import dev.tradespace.server.training.TrainingParts;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. */
public final class HttpVerticle extends VerticleBase {
    /** What runs longer when the server is closed is left behind, so that Ctrl-C ends it. */
    private static final long GRACE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);
    /** Room for a query that names many variants. */
    static final int MAX_REQUEST_LINE = 1 << 14;
    /** Room for the cookies of whatever else runs on this machine, which browsers send to every port. */
    static final int MAX_HEADERS = 1 << 14;

    private static final int MOST_CONNECTIONS = 1_000;
    private static final Duration HEAD_PATIENCE = Duration.ofMinutes(1);
    private static final Duration BODY_PATIENCE = Duration.ofMinutes(1);
    /** Bodies together may take this part of the heap. */
    private static final int BODIES_PART = 8;

    /** Listeners to events hear a heartbeat more often than that. */
    private static final int IDLE_SECONDS = 120;

    /** Addresses that mean all of a machine's, and the one of them that the machine itself can always use. */
    private static final Map<String, String> EVERY_ADDRESS = Map.of("0.0.0.0", "127.0.0.1", "::", "::1");

    private final HttpSettings settings;
    private final Catalogue catalogue;
    private final List<KnownTarget> targets;
    private final DeviceCatalogue devices;
    private final RowSource rows;
    private final Results results;
    private final Bus bus;
    private final ModelStore models;
    private final @Nullable TrainingParts training;
    private final @Nullable TrainedModels trained;
    private final SearchReader searches;
    private final ModelProfiler profiler;
    private final RequestGuard guard;
    private final StaticFiles files = new StaticFiles(HttpVerticle.class.getClassLoader());
    private @Nullable HttpServer server;
    private @Nullable ServerSentEvents events;
    private @Nullable Api api;

    /**
     * A server that does not listen yet; blocks while the host's name is resolved.
     *
     * @param training what the platform trains with; null where it cannot
     * @param trained the models that it has trained; null where it cannot train
     * @param searches reads searches
     * @param profiler tells where the time of a model goes
     * @throws IllegalArgumentException if others could reach it and there is no good token
     */
    public HttpVerticle(
            HttpSettings settings,
            Catalogue catalogue,
            List<KnownTarget> targets,
            DeviceCatalogue devices,
            RowSource rows,
            Results results,
            Bus bus,
            ModelStore models,
            @Nullable TrainingParts training,
            @Nullable TrainedModels trained,
            SearchReader searches,
            ModelProfiler profiler) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.targets = targets;
        this.devices = devices;
        this.rows = rows;
        this.results = results;
        this.bus = bus;
        this.models = models;
        this.training = training;
        this.trained = trained;
        this.searches = searches;
        this.profiler = profiler;
        this.guard = RequestGuard.of(settings.host(), settings.token(), new SecureRandom());
    }

    @Override
    public Future<?> start() {
        ServerSentEvents listeners = new ServerSentEvents(vertx, bus, settings.heartbeat());
        events = listeners;
        Api opened = api(listeners);
        api = opened;
        HttpServer made = vertx.createHttpServer(options(settings.host(), settings.port()))
                .connectionHandler(opened::connected)
                .invalidRequestHandler(opened::acceptMalformed)
                .webSocketHandshakeHandler(HttpVerticle::refuse)
                .requestHandler(opened::accept);
        server = made;
        return made.listen();
    }

    /**
     * HTTP/1 alone: a server that waits for a client to choose HTTP/2 knows nothing of a connection that says nothing.
     */
    static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false);
    }

    private Api api(ServerSentEvents listeners) {
        RateLimitedLog brokenBodies = new RateLimitedLog(vertx, LOG, "requests that broke off");
        return new Api(
                vertx,
                new AccessControl(
                        guard,
                        new TokenThrottle(InstantSource.system()),
                        new RateLimitedLog(vertx, LOG, "wrong tokens")),
                new Connections(
                        vertx,
                        MOST_CONNECTIONS,
                        HEAD_PATIENCE,
                        InstantSource.system(),
                        new RateLimitedLog(vertx, LOG, "connections that were closed")),
                new BodyReader(vertx, MemoryBudget.ofHeap(BODIES_PART), BODY_PATIENCE, brokenBodies),
                operations(),
                listeners,
                files);
    }

    /**
     * There are no web sockets here. Vert.x asks, where without this it would answer requests of unknown versions
     * itself, with 501.
     */
    private static void refuse(ServerWebSocketHandshake handshake) {
        handshake.reject(400).onFailure(gone -> LOG.debug("the client has gone", gone));
    }

    /** Every operation of the API but the events and the page's files. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        operations.addAll(new CatalogueOperations(settings, catalogue, targets, devices).all());
        operations.addAll(new SweepOperations(results, bus).all());
        operations.addAll(new SearchOperations(searches, bus).all());
        operations.addAll(new SearchViewOperations(
                        searches, new SearchReport(searches, results, catalogue, settings.version(), files))
                .all());
        operations.addAll(new ResultOperations(results, rows, catalogue, targets).all());
        operations.addAll(new ComparisonOperations(rows, targets).all());
        operations.addAll(new DeviceOperations(devices, rows, rows.estimates(), catalogue).all());
        DatasetProvider datasets = training == null ? DatasetProvider.EMPTY : training.datasets();
        operations.addAll(new HomeOperations(settings.home(), results, models, datasets).all());
        operations.addAll(new DatasetOperations(datasets).all());
        operations.addAll(new TrainingOperations(results, models, trained, bus).all());
        operations.addAll(new ScoreOperations(results, models, datasets).all());
        operations.addAll(new ClassifyOperation(
                        results.trainings(),
                        models,
                        trained,
                        training == null ? null : training.answerer(),
                        targets.stream().map(KnownTarget::target).toList())
                .all());
        operations.addAll(new ProfileOperation(
                        new ModelLookup(catalogue),
                        profiler,
                        targets.stream().map(KnownTarget::target).toList())
                .all());
        return operations;
    }

    @Override
    public Future<?> stop() {
        // What still runs gives its answer to the event loop, which must be there.
        Future<?> answered = api == null ? Future.succeededFuture() : api.stop();
        Future<?> goodbye = events == null ? Future.succeededFuture() : events.close();
        return goodbye.compose(said -> server == null ? Future.succeededFuture() : server.close())
                .eventually(
                        () -> answered.timeout(GRACE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty());
    }

    /** Where this machine reaches it, once it listens. */
    public URI url() {
        if (server == null) {
            throw new IllegalStateException("the server has not been started");
        }
        String host = EVERY_ADDRESS.getOrDefault(settings.host(), settings.host());
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.actualPort());
    }
}

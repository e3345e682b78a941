package dev.tradespace.server.http;

import dev.tradespace.core.json.RecordJson;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.wire.RowJson.RowView;
import dev.tradespace.server.wire.SearchJson.SearchSummary;
import dev.tradespace.server.wire.SearchJson.TrialEvent;
import dev.tradespace.server.wire.ServerJson.HelloView;
import dev.tradespace.server.wire.SweepJson.JobView;
import dev.tradespace.server.wire.SweepJson.SweepView;
import dev.tradespace.server.wire.TrainingJson.EpochEvent;
import dev.tradespace.server.wire.TrainingJson.ProgressEvent;
import dev.tradespace.server.wire.TrainingJson.TrainingView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: what the bus tells, written once and sent to every listener. Backpressure is a bound on the
 * backlog: a listener that reads too slowly is dropped, connects again and fetches what it missed.
 *
 * <p>Lives on one event loop.
 */
final class ServerSentEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSentEvents.class);
    /** Bytes that may wait for one listener. */
    private static final int BACKLOG = 1 << 18;

    /** More than the tabs of a team; each may hold a backlog. */
    static final int MOST_LISTENERS = 200;

    private static final int RETRY_SECONDS = 30;
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store");
    private static final Buffer HEARTBEAT = Buffer.buffer(": alive\n\n");

    private final Set<Listener> listeners = new LinkedHashSet<>();
    private final List<Bus.Subscription> subscriptions;
    private final long heartbeats;
    private final Vertx vertx;

    /**
     * Who listens.
     *
     * @param sweep to what is of this sweep only; empty for everything
     * @param search to what is of this search only; empty for everything
     */
    private record Listener(Optional<Long> sweep, Optional<Long> search, HttpServerResponse response) {
        boolean wants(About about, long id) {
            Optional<Long> own = about == About.SWEEP ? sweep : search;
            return own.map(wanted -> wanted == id).orElse(sweep.isEmpty() && search.isEmpty());
        }
    }

    /** What an event is about. */
    private enum About {
        SWEEP,
        SEARCH
    }

    ServerSentEvents(Vertx vertx, Bus bus, Duration heartbeat) {
        this.vertx = vertx;
        this.subscriptions = List.of(
                bus.listen(
                        Topics.SWEEP_CHANGED,
                        changed -> tell("sweep", changed.sweep().id(), () -> SweepView.of(changed.sweep()))),
                bus.listen(
                        Topics.JOB_CHANGED,
                        changed -> tell("job", changed.job().sweep(), () -> JobView.of(changed.job()))),
                bus.listen(
                        Topics.MEASURED,
                        measured -> tell("measurement", measured.sweep(), () -> RowView.of(measured.row()))),
                bus.listen(
                        Topics.TRAINING_CHANGED,
                        changed -> tell("training", changed.sweep(), () -> TrainingView.of(changed.training()))),
                bus.listen(
                        Topics.EPOCH_ENDED,
                        ended -> tell("epoch", ended.sweep(), () -> new EpochEvent(ended.training(), ended.point()))),
                bus.listen(
                        Topics.TRAINING_WENT,
                        went -> tell(
                                "training-progress",
                                went.sweep(),
                                () -> new ProgressEvent(went.training(), went.progress()))),
                bus.listen(
                        Topics.SEARCH_CHANGED,
                        changed -> tell(
                                "search",
                                About.SEARCH,
                                changed.search().id(),
                                () -> SearchSummary.of(changed.search(), changed.view()))),
                bus.listen(
                        Topics.TRIAL_CHANGED,
                        changed -> tell(
                                "trial",
                                About.SEARCH,
                                changed.search(),
                                () -> TrialEvent.of(changed.search(), changed.trial()))));
        this.heartbeats = vertx.setPeriodic(
                heartbeat.toMillis(), timer -> List.copyOf(listeners).forEach(this::beat));
    }

    /**
     * Makes a request a listener. Its answer goes on until one of the two leaves.
     *
     * @throws HttpError if the query is wrong, or too many listen
     */
    Future<Response> subscribe(Exchange exchange, @Nullable String encoded) {
        Query query = Query.parse(encoded);
        Optional<Long> sweep = query.number("sweep");
        Optional<Long> search = query.number("search");
        query.finish();
        if (exchange.isHead()) {
            return Future.succeededFuture(new Response(200, HEADERS, Buffer.buffer(), null));
        }
        if (listeners.size() >= MOST_LISTENERS) {
            throw HttpError.busy(
                    MOST_LISTENERS + " listen to the events already; close a page that is not needed", RETRY_SECONDS);
        }
        HttpServerResponse response = exchange.response();
        Listener listener = new Listener(sweep, search, response);
        response.setChunked(true).setWriteQueueMaxSize(BACKLOG);
        HEADERS.forEach(response::putHeader);
        listeners.add(listener);
        exchange.onOver(() -> listeners.remove(listener));
        send(listener, event("hello", new HelloView(ProcessHandle.current().pid())));
        return Promise.<Response>promise().future();
    }

    private void tell(String name, long sweep, Supplier<Object> view) {
        tell(name, About.SWEEP, sweep, view);
    }

    private void tell(String name, About about, long id, Supplier<Object> view) {
        if (listeners.isEmpty()) {
            return;
        }
        Buffer event = event(name, view.get());
        for (Listener listener : List.copyOf(listeners)) {
            if (listener.wants(about, id)) {
                send(listener, event);
            }
        }
    }

    private static Buffer event(String name, Object view) {
        return Buffer.buffer("event: " + name + "\ndata: ")
                .appendBytes(RecordJson.bytes(view))
                .appendString("\n\n");
    }

    private void beat(Listener listener) {
        send(listener, HEARTBEAT);
    }

    private void send(Listener listener, Buffer event) {
        HttpServerResponse response = listener.response();
        if (response.writeQueueFull()) {
            LOG.info("a listener to events read too slowly and was dropped");
            drop(listener);
            return;
        }
        response.write(event).onFailure(gone -> listeners.remove(listener));
    }

    private void drop(Listener listener) {
        listeners.remove(listener);
        listener.response().reset();
    }

    /** How many are listening. */
    int listening() {
        return listeners.size();
    }

    /** Says goodbye to everybody. */
    Future<?> close() {
        vertx.cancelTimer(heartbeats);
        List.copyOf(listeners).forEach(this::drop);
        return Future.join(subscriptions.stream().map(Bus.Subscription::end).toList());
    }
}

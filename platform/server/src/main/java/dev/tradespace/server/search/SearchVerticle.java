package dev.tradespace.server.search;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.results.Results;
import dev.tradespace.results.search.Searches;
import dev.tradespace.search.run.SearchContext;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.search.run.SearchSpec;
import dev.tradespace.search.run.SearchView;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SearchAnswer;
import dev.tradespace.server.bus.Topics.SearchChanged;
import dev.tradespace.server.bus.Topics.SearchMove;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in searches, drives those that are active, and begins again with what an earlier program left. */
public final class SearchVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SearchVerticle.class);
    private static final int PLANNERS = 2;

    private final SearchContext searchContext;
    private final Results results;
    private final Bus bus;
    private final InstantSource clock;
    private final PresentConditions present;
    private final Duration poll;
    private final boolean driving;
    private final Map<Long, SearchDriver> drivers = new TreeMap<>();
    private final Set<Long> starting = new HashSet<>();
    private List<Bus.Subscription> subscriptions = List.of();
    private @Nullable WorkerExecutor planners;
    private boolean stopping;

    /**
     * Not started yet.
     *
     * @param poll how often to look after what no message told of
     * @param driving whether searches go on here; without it what is active waits
     */
    public SearchVerticle(
            SearchContext searchContext,
            Results results,
            Bus bus,
            InstantSource clock,
            PresentConditions present,
            Duration poll,
            boolean driving) {
        this.searchContext = searchContext;
        this.present = present;
        this.results = results;
        this.bus = bus;
        this.clock = clock;
        this.poll = poll;
        this.driving = driving;
    }

    @Override
    public Future<?> start() {
        subscriptions = List.of(
                bus.answer(Topics.SEARCH_ASKED, this::asked),
                bus.answer(Topics.SEARCH_MOVED, this::moved),
                bus.listen(Topics.SWEEP_CHANGED, change -> List.copyOf(drivers.values())
                        .forEach(driver -> driver.changed(change.sweep()))));
        if (driving) {
            vertx.setPeriodic(poll.toMillis(), timer -> {
                List.copyOf(drivers.values()).forEach(SearchDriver::poll);
                goOn();
            });
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return Future.join(drivers.values().stream().map(SearchDriver::stop).toList())
                .compose(rested -> Future.join(
                        subscriptions.stream().map(Bus.Subscription::end).toList()));
    }

    /**
     * Goes on with whatever is active and has no driver. To be told once what an earlier program held has been put
     * back.
     */
    public void goOnSoon() {
        if (driving) {
            context.runOnContext(now -> goOn());
        }
    }

    private void goOn() {
        vertx.executeBlocking(() -> results.searches().active(), false)
                .onComplete(
                        active -> active.forEach(search -> drive(search.id())),
                        failure -> LOG.warn("the store does not say which searches are active", failure));
    }

    private Future<SearchAnswer> asked(SearchSpec spec) {
        return planners()
                .executeBlocking(() -> SearchPlan.of(spec, searchContext), false)
                .compose(planned -> planned.plan()
                        .map(plan -> vertx.executeBlocking(
                                        () -> results.searches()
                                                .create(spec.json().toString(), plan.chosen()),
                                        false)
                                .map(search -> {
                                    bus.tell(Topics.SEARCH_CHANGED, new SearchChanged(search, plan.view()));
                                    drive(search, plan);
                                    return (SearchAnswer) new SearchAnswer.Accepted(search);
                                }))
                        .orElseGet(() -> Future.succeededFuture(new SearchAnswer.Refused(planned.problems()))));
    }

    private Future<SearchState> moved(SearchMove move) {
        return move.on() ? resumed(move.search()) : cancelled(move.search());
    }

    private Future<SearchState> cancelled(long id) {
        SearchDriver driver = drivers.get(id);
        Future<?> ended = driver == null
                ? vertx.executeBlocking(() -> results.searches().end(id, Status.CANCELLED, "it was cancelled"), false)
                : driver.cancel();
        return ended.compose(done -> found(id));
    }

    private Future<SearchState> resumed(long id) {
        return vertx.executeBlocking(() -> results.searches().resume(id), false).compose(resumed -> {
            drive(id);
            return found(id);
        });
    }

    /** Tells how a search stands; blocks. */
    private void tell(SearchState search) {
        SearchView view = SearchView.of(
                SearchReader.spec(search),
                searchContext.catalogue(),
                searchContext.training(),
                searchContext.evaluators());
        bus.tell(Topics.SEARCH_CHANGED, new SearchChanged(search, view));
    }

    private Future<SearchState> found(long id) {
        return vertx.executeBlocking(
                () -> {
                    SearchState search = results.searches()
                            .find(id)
                            .orElseThrow(() -> new IllegalArgumentException("there is no search " + id));
                    tell(search);
                    return search;
                },
                false);
    }

    /**
     * An active search, planned again.
     *
     * @param search how it stands
     * @param plan empty where it cannot be planned any more
     */
    private record Ready(SearchState search, Optional<SearchPlan> plan) {}

    private void drive(long id) {
        if (!driving || stopping || drivers.containsKey(id) || !starting.add(id)) {
            return;
        }
        planners()
                .executeBlocking(() -> ready(id), false)
                .onComplete(
                        ready -> {
                            starting.remove(id);
                            ready.ifPresent(one -> one.plan().ifPresent(plan -> drive(one.search(), plan)));
                        },
                        failure -> {
                            starting.remove(id);
                            LOG.warn("search {} could not be taken up; it is tried again", id, failure);
                        });
    }

    /** Threads for what asks plugins, which may take long: not those that all share. */
    private WorkerExecutor planners() {
        WorkerExecutor known = planners;
        if (known == null) {
            known = vertx.createSharedWorkerExecutor("tradespace-planners", PLANNERS);
            planners = known;
        }
        return known;
    }

    private Optional<Ready> ready(long id) {
        Searches searches = results.searches();
        return searches.find(id)
                .filter(search -> search.status() == Status.ACTIVE)
                .map(search -> new Ready(search, planned(search)));
    }

    private Optional<SearchPlan> planned(SearchState search) {
        SearchSpec spec = SearchReader.spec(search);
        SearchPlan.Planned planned = SearchPlan.again(spec, searchContext, search.strategy());
        Optional<String> moved = moved(search);
        if (planned.plan().isEmpty() || moved.isPresent()) {
            String why = "it cannot go on: "
                    + moved.orElseGet(() ->
                            planned.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
            if (results.searches().end(search.id(), Status.FAILED, why)) {
                LOG.warn("search {} has failed: {}", search.id(), why);
                results.searches().find(search.id()).ifPresent(this::tell);
            }
        }
        return moved.isPresent() ? Optional.empty() : planned.plan();
    }

    /**
     * Why figures of now cannot stand beside those that the search has: its home, or a runtime, is another than when
     * they were measured.
     */
    private Optional<String> moved(SearchState search) {
        return results.searches().trials(search.id()).stream()
                .flatMap(trial -> trial.evidence().rows().values().stream())
                .max(Comparator.naturalOrder())
                .flatMap(results.measurements()::row)
                .filter(row -> row.provenance().conditions().known())
                .filter(row -> present.of(row.key().target()).known() && !present.hold(row))
                .map(row -> "what it has was measured under other conditions ("
                        + row.provenance().conditions() + ") than there are now ("
                        + present.of(row.key().target()) + "); a new search compares what can be compared");
    }

    private void drive(SearchState search, SearchPlan plan) {
        if (!driving || stopping || drivers.containsKey(search.id())) {
            return;
        }
        SearchDriver driver = new SearchDriver(search, plan, results, bus, clock, present, vertx);
        drivers.put(search.id(), driver);
        driver.rested().onComplete(rested -> drivers.remove(search.id(), driver));
        driver.start();
    }
}
